#include "tokens/collection_code.hpp"

#include "tokens/base32.hpp"

#include <cctype>

namespace tokens {
namespace {

constexpr std::size_t length = 8;

// As base 32 is written here: lower case, no hyphen.
std::string plain_code(const Hash& key, orders::OrderId order, const orders::Uuid& ready_event) {
  using namespace std::string_literals;
  auto message = "claimcheck/collection/v1\0"s;
  message.append(order.uuid.begin(), order.uuid.end());
  message.append(ready_event.begin(), ready_event.end());
  std::string code(length, '\0');
  base32_encode(hmac_sha256(key, bytes(message)), code);
  return code;
}

}  // namespace

std::string collection_code(const KeyRing& keys, int kid, orders::OrderId order,
                            const orders::Uuid& ready_event) {
  auto code = plain_code(keys.sub_key(kid, KeyUse::otp), order, ready_event);
  for (char& c : code) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return code.insert(length / 2, 1, '-');
}

bool is_collection_code(const KeyRing& keys, std::string_view typed, orders::OrderId order,
                        const orders::Uuid& ready_event) {
  std::string read;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    const int value = base32_value(c);
    if (value < 0 || read.size() == length) return false;
    read += base32_alphabet[static_cast<std::size_t>(value)];
  }
  bool known = false;  // all keys are tried, so that the time taken tells nothing
  for (const int kid : keys.kids())
    known |= equal_constant_time(bytes(plain_code(keys.sub_key(kid, KeyUse::otp), order, ready_event)),
                                 bytes(read));
  return known;
}

}  // namespace tokens
