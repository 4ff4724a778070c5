#include "tokens/uuid.hpp"

#include "tokens/hash.hpp"

namespace tokens {

orders::Uuid new_uuid(orders::Instant now) {
  orders::Uuid uuid;
  random_bytes(uuid);
  const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (unsigned i = 0; i < 6; ++i) uuid[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  uuid[6] = static_cast<std::uint8_t>(0x70 | (uuid[6] & 0x0f));  // version 7
  uuid[8] = static_cast<std::uint8_t>(0x80 | (uuid[8] & 0x3f));  // the variant of RFC 9562
  return uuid;
}

}  // namespace tokens
