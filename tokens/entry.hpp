#pragma once

#include "orders/time.hpp"
#include "tokens/keys.hpp"

#include <string>
#include <string_view>

namespace tokens {

// Where a proof of entry counts, and nowhere else.
struct EntryPlace {
  Hash link_id{};
  std::string asked = {};  // what the shop asked: "recheck", "login"
  std::string epoch = {};  // the store's
};

// What a browser keeps of having answered what a link asks: sealed, of that link alone. Base 64 for URLs.
std::string seal_entry(const KeyRing& keys, orders::Instant until, const EntryPlace& place);

// Whether it was sealed for exactly this place under a key that is held, and still counts.
bool is_entry(const KeyRing& keys, std::string_view text, const EntryPlace& place, orders::Instant now);

}  // namespace tokens
