#include "tokens/entry_code.hpp"

#include <chrono>

namespace tokens {
namespace {

using TenMinutes = std::chrono::duration<std::int64_t, std::ratio<600>>;

std::string code_of(const Hash& key, orders::OrderId order, TenMinutes when) {
  using namespace std::string_literals;
  auto message = "claimcheck/entry/v1\0"s;
  message.append(order.uuid.begin(), order.uuid.end());
  message += std::to_string(when.count());
  const auto mac = hmac_sha256(key, bytes(message));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | mac[i];
  const auto digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

TenMinutes turn(orders::Instant at) { return std::chrono::floor<TenMinutes>(at.time_since_epoch()); }

}  // namespace

std::string entry_code(const KeyRing& keys, orders::OrderId order, orders::Instant now) {
  return code_of(keys.sub_key(keys.newest(), KeyUse::otp), order, turn(now));
}

bool is_entry_code(const KeyRing& keys, std::string_view typed, orders::OrderId order, orders::Instant now) {
  std::string read;
  for (const char c : typed)
    if (c != ' ' && c != '-') read += c;
  bool known = false;  // all are tried, so that the time taken tells nothing
  for (const int kid : keys.kids())
    for (const auto when : {turn(now), turn(now) - TenMinutes{1}})
      known |= equal_constant_time(bytes(code_of(keys.sub_key(kid, KeyUse::otp), order, when)), bytes(read));
  return known;
}

}  // namespace tokens
