#include "tokens/entry.hpp"

#include "tokens/base64.hpp"
#include "tokens/seal.hpp"

#include <charconv>

namespace tokens {
namespace {

// The texts with their lengths, so that no two places read alike.
std::string context(const EntryPlace& place) {
  using namespace std::string_literals;
  auto text = "claimcheck/entry-proof/v1\0"s;
  text.append(place.link_id.begin(), place.link_id.end());
  for (const auto* part : {&place.asked, &place.epoch}) text += std::to_string(part->size()) + ':' + *part;
  return text;
}

}  // namespace

std::string seal_entry(const KeyRing& keys, orders::Instant until, const EntryPlace& place) {
  const auto plain = std::to_string(until.time_since_epoch().count());
  return base64url(bytes(seal(keys, KeyUse::form, plain, context(place))));
}

bool is_entry(const KeyRing& keys, std::string_view text, const EntryPlace& place, orders::Instant now) {
  const auto sealed = from_base64url(text);
  const auto plain = sealed ? open(keys, KeyUse::form, *sealed, context(place)) : std::nullopt;
  if (!plain) return false;
  orders::Instant::rep until = 0;
  std::from_chars(plain->data(), plain->data() + plain->size(), until);
  return now < orders::Instant{orders::Instant::duration{until}};
}

}  // namespace tokens
