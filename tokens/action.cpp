#include "tokens/action.hpp"

#include "tokens/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace tokens {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t operation_at = 1, time_at = operation_at + sizeof(orders::Uuid);
constexpr std::size_t mac_at = time_at + sizeof(std::int64_t), whole = mac_at + sizeof(Hash);

// The place's texts with their lengths, so that no two places read alike.
Hash mac(const Hash& key, std::string_view head, const ActionPlace& place) {
  using namespace std::string_literals;
  auto message = "claimcheck/action/v1\0"s;
  message += head;
  message.append(place.link_id.begin(), place.link_id.end());
  for (const auto* part : {&place.form, &place.subject, &place.epoch})
    message += std::to_string(part->size()) + ':' + *part;
  return hmac_sha256(key, bytes(message));
}

}  // namespace

std::string seal_action(const KeyRing& keys, const orders::Uuid& operation, orders::Instant rendered_at,
                        const ActionPlace& place) {
  const int kid = keys.newest();
  std::string sealed(1, static_cast<char>(kid));
  sealed.append(operation.begin(), operation.end());
  const auto milliseconds = static_cast<std::uint64_t>(rendered_at.time_since_epoch().count());
  for (int shift = 56; shift >= 0; shift -= 8) sealed += static_cast<char>(milliseconds >> shift);
  const Hash proof = mac(keys.sub_key(kid, KeyUse::form), sealed, place);
  sealed.append(proof.begin(), proof.end());
  return base64url(bytes(sealed));
}

std::optional<Action> open_action(const KeyRing& keys, std::string_view text, const ActionPlace& place) {
  const auto sealed = from_base64url(text);
  if (!sealed || sealed->size() != whole) return std::nullopt;
  const Bytes raw = bytes(*sealed);
  if (!keys.has(raw[0])) return std::nullopt;
  const Hash proof =
      mac(keys.sub_key(raw[0], KeyUse::form), std::string_view(*sealed).substr(0, mac_at), place);
  if (!equal_constant_time(proof, raw.subspan(mac_at))) return std::nullopt;

  Action action;
  std::ranges::copy(raw.subspan(operation_at, sizeof(orders::Uuid)), action.operation.begin());
  std::uint64_t milliseconds = 0;
  for (const auto byte : raw.subspan(time_at, sizeof milliseconds)) milliseconds = milliseconds << 8 | byte;
  action.rendered_at = orders::Instant{std::chrono::milliseconds{static_cast<std::int64_t>(milliseconds)}};
  return action;
}

Ripeness ripeness(const Action& action, orders::Instant now, std::chrono::milliseconds min_dwell,
                  std::chrono::minutes max_age) {
  const auto age = now - action.rendered_at;
  if (age < -5s || std::max(age, 0ms) < min_dwell) return Ripeness::too_soon;
  return age > max_age ? Ripeness::too_old : Ripeness::ripe;
}

}  // namespace tokens
