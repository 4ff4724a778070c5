#include "tokens/base64.hpp"

#include "tokens/sodium.hpp"

namespace tokens {
namespace {

constexpr int for_urls = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr int padded = sodium_base64_VARIANT_ORIGINAL;

std::string write(Bytes data, int variant) {
  std::string text(sodium_base64_encoded_len(data.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), data.data(), data.size(), variant);
  text.pop_back();  // libsodium ends it with a zero
  return text;
}

std::optional<std::string> read(std::string_view text, int variant) {
  std::string data(text.size() / 4 * 3 + 2, '\0');
  std::size_t size = 0;
  const int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(data.data()), data.size(),
                                       text.data(), text.size(), nullptr, &size, nullptr, variant);
  if (failed != 0) return std::nullopt;
  data.resize(size);
  return data;
}

}  // namespace

std::string base64url(Bytes data) { return write(data, for_urls); }
std::optional<std::string> from_base64url(std::string_view text) { return read(text, for_urls); }

std::string base64(Bytes data) { return write(data, padded); }
std::optional<std::string> from_base64(std::string_view text) { return read(text, padded); }

}  // namespace tokens
