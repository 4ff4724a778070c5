#pragma once

#include "tokens/sign.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

using PublicKeys = std::map<int, tokens::PublicKey>;

// A statement of the shop as canonical JSON that carries its own proof: `kid`, `public_key` and `signature`
// (base64url) stand beside what is said; signed is SHA-256 of the canonical text without `signature`.
std::string seal_json(boost::json::object said, const tokens::Signer& signer, tokens::Statement statement);

// What is said, once its signature holds; else a fault is added. The key is looked up in `trusted`, if that
// is not empty; else the text's own key is believed and `remark` says so.
std::optional<boost::json::object> open_sealed_json(std::string_view text, tokens::Statement statement,
                                                    const PublicKeys& trusted,
                                                    std::vector<std::string>& faults,
                                                    std::vector<std::string>& remarks);

// Reads what `tokens::public_keys_json` writes. nullopt for anything else.
std::optional<PublicKeys> parse_public_keys(std::string_view text);
std::string public_keys_json(const PublicKeys& keys);

// A member of an object, empty when it is absent or no text.
std::string text_of(const boost::json::object& object, std::string_view name);
// A hash in hex, a signature or a key in base64url.
template <class Bytes>
std::optional<Bytes> bytes_of(const std::optional<std::string>& raw) {
  Bytes out{};
  if (!raw || raw->size() != out.size()) return std::nullopt;
  std::copy(raw->begin(), raw->end(), out.begin());
  return out;
}

}  // namespace server
