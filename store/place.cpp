#include "store/place.hpp"

#include "tokens/base64.hpp"

#include <algorithm>
#include <cstring>

namespace store {

using namespace orders;

std::string cursor_text(const Place& place) {
  std::array<std::uint8_t, 8 + sizeof(Uuid)> bytes{};
  auto at = static_cast<std::uint64_t>(place.updated_at.time_since_epoch().count());
  for (int i = 7; i >= 0; --i, at >>= 8) bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(at);
  std::ranges::copy(place.id.uuid, bytes.begin() + 8);
  return tokens::base64url(bytes);
}

Place parse_cursor(std::string_view cursor) {
  Place place;
  const auto bytes = tokens::from_base64url(cursor);
  if (!bytes || bytes->size() != 8 + sizeof(Uuid)) return place;
  std::uint64_t at = 0;
  for (std::size_t i = 0; i < 8; ++i) at = at << 8 | static_cast<std::uint8_t>((*bytes)[i]);
  place.updated_at = Instant{std::chrono::milliseconds{static_cast<std::int64_t>(at)}};
  std::memcpy(place.id.uuid.data(), bytes->data() + 8, sizeof(Uuid));
  return place;
}

}  // namespace store
