#pragma once

#include "orders/id.hpp"
#include "orders/notify.hpp"
#include "tokens/keys.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// What an address at the end of a message stands for: no more of this, by this route, to whoever this order
// is for. It names the contact only by a part of its hash, so that one that was corrected meanwhile is not
// meant.
struct Unsubscribe {
  orders::ShopId shop{};
  orders::OrderId order{};
  orders::Route route = orders::Route::email;
  std::string contact = {};  // as it is given; as it is opened: see `is_contact`

  bool is_contact(std::string_view address) const;
};

// Sealed, as base 64 for URLs.
std::string seal_unsubscribe(const KeyRing& keys, const Unsubscribe& what);
std::optional<Unsubscribe> open_unsubscribe(const KeyRing& keys, std::string_view text);

}  // namespace tokens
