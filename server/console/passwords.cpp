#include "server/console/passwords.hpp"

#include "server/services.hpp"
#include "tokens/password.hpp"

#include <algorithm>
#include <array>

namespace server {

namespace {

constexpr std::size_t shortest = 12, longest = 1000;

// Those of at least twelve characters that lists of leaked passwords begin with, without case.
constexpr std::array common{
    "123456789012",    "1234567890123",    "12345678901234", "123456789123",
    "123123123123",    "111111111111",     "000000000000",   "qwertyuiop12",
    "qwertyuiop123",   "qwertyuiopas",     "qwertyqwerty",   "qwerty123456",
    "qwerty1234567",   "1q2w3e4r5t6y",     "1qaz2wsx3edc",   "1qaz2wsx3edc4rfv",
    "zaq12wsxcde3",    "password1234",     "password12345",  "password123456",
    "password1234567", "passwordpassword", "passw0rd1234",   "p@ssw0rd1234",
    "iloveyou1234",    "iloveyouforever",  "letmeinletmein", "letmein12345",
    "welcome12345",    "welcome123456",    "administrator",  "administrator1",
    "admin1234567",    "adminadminadmin",  "changeme1234",   "changemechangeme",
    "abcdefghijkl",    "abcdefghijklm",    "abcd12345678",   "abc123abc123",
    "a1b2c3d4e5f6",    "asdfghjkl123",     "asdfasdfasdf",   "computer1234",
    "football1234",    "baseball1234",     "sunshine1234",   "princess1234",
    "superman1234",    "dragondragon",     "monkeymonkey",   "correcthorsebatterystaple",
    "unknownpassword", "trustno1trustno1"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// Tried for whoever is not there, so that they take as long.
const std::string& dummy_hash() {
  static const std::string hash = tokens::hash_password("nobody's");
  return hash;
}

}  // namespace

Task<std::optional<Tried>> try_password(Services& services, std::vector<std::string> hashes,
                                        std::string password) {
  auto work = [hashes = std::move(hashes), password = std::move(password)](const outbox::Stopping&) {
    const auto& dummy = dummy_hash();
    const auto fits = [&](const std::string& hash) {
      return tokens::verify_password(hash.empty() ? dummy : hash, password) && !hash.empty();
    };
    Tried tried;
    if (password.size() > longest || hashes.empty()) {
      tokens::verify_password(dummy, password.substr(0, longest));
      return tried;
    }
    const auto found = std::ranges::find_if(hashes, fits);
    if (found == hashes.end()) return tried;
    tried.whose = static_cast<std::size_t>(found - hashes.begin());
    if (tokens::needs_rehash(*found)) tried.rehashed = tokens::hash_password(password);
    return tried;
  };
  co_return co_await services.gatekeepers.run(std::move(work));
}

Task<std::optional<std::string>> hash_new_password(Services& services, std::string password) {
  auto work = [password = std::move(password)](const outbox::Stopping&) {
    return tokens::hash_password(password);
  };
  co_return co_await services.gatekeepers.run(std::move(work));
}

std::string_view weakness(std::string_view password, std::string_view email) {
  if (password.size() < shortest)
    return "Choose at least 12 characters. Four words in a row are good and easy.";
  if (password.size() > longest) return "Choose a shorter one, of at most 1,000 characters.";
  const auto plain = lower(password);
  if (plain == lower(email) || plain == lower(email.substr(0, email.find('@'))))
    return "Your e-mail address is no password: everybody knows it.";
  const bool one_sign = plain.find_first_not_of(plain.front()) == plain.npos;
  if (one_sign || std::ranges::find(common, plain) != common.end())
    return "This password is among the first that are guessed. Choose another.";
  return {};
}

}  // namespace server
