#include "tokens/totp.hpp"

#include "tokens/hash.hpp"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

namespace tokens {
namespace {

constexpr unsigned step_seconds = 30, digits = 6;

// Percent-encoded but for what RFC 3986 section 2.3 leaves as it is.
std::string encoded(std::string_view text) {
  constexpr std::string_view hex_digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out.append(1, '%').append(1, hex_digits[byte >> 4]).append(1, hex_digits[byte & 15]);
  }
  return out;
}

void ready() {
  static const bool done = oath_init() == OATH_OK;
  if (!done) throw std::runtime_error("liboath cannot be used");
}

std::string code_of(std::string_view secret, std::int64_t step) {
  std::array<char, digits + 1> code{};
  if (oath_totp_generate(secret.data(), secret.size(), static_cast<time_t>(step * step_seconds), step_seconds,
                         0, digits, code.data()) != OATH_OK)
    throw std::runtime_error("liboath made no code");
  return code.data();
}

}  // namespace

std::string mint_totp_secret() {
  std::array<std::uint8_t, 20> secret{};
  random_bytes(secret);
  return {secret.begin(), secret.end()};
}

std::string totp_text(std::string_view secret) {
  ready();
  char* made = nullptr;
  std::size_t size = 0;
  if (oath_base32_encode(secret.data(), secret.size(), &made, &size) != OATH_OK)
    throw std::runtime_error("liboath wrote no base 32");
  std::string text(made, size);
  std::free(made);
  return text.substr(0, text.find('='));
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
  return "otpauth://totp/" + encoded(issuer) + ":" + encoded(account) + "?secret=" + totp_text(secret) +
         "&issuer=" + encoded(issuer);
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, orders::Instant now) {
  ready();
  const auto current =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() / step_seconds;
  for (const auto step : {current, current - 1, current + 1})
    if (step >= 0 && equal_constant_time(bytes(code_of(secret, step)), bytes(code))) return step;
  return std::nullopt;
}

}  // namespace tokens
