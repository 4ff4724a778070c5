#include "server/pack/sealed_json.hpp"

#include "tokens/base64.hpp"
#include "tokens/canonical_json.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

tokens::Hash signed_hash(const json::object& said) {
  return tokens::sha256(tokens::bytes(tokens::canonical_json(said)));
}

}  // namespace

std::string text_of(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member && member->is_string() ? std::string(member->as_string()) : std::string{};
}

std::string seal_json(json::object said, const tokens::Signer& signer, tokens::Statement statement) {
  said["kid"] = signer.kid();
  said["public_key"] = tokens::base64url(signer.public_key());
  said["signature"] = tokens::base64url(signer.sign(statement, signed_hash(said)));
  return tokens::canonical_json(said);
}

std::optional<json::object> open_sealed_json(std::string_view text, tokens::Statement statement,
                                             const PublicKeys& trusted, std::vector<std::string>& faults,
                                             std::vector<std::string>& remarks) {
  const auto value = tokens::parse_canonical(text);
  const auto refuse = [&](const char* why) {
    faults.emplace_back(why);
    return std::nullopt;
  };
  if (!value || !value->is_object()) return refuse("it is not canonical JSON");
  auto said = value->as_object();
  const auto* kid = said.if_contains("kid");
  auto key = bytes_of<tokens::PublicKey>(tokens::from_base64url(text_of(said, "public_key")));
  const auto signature = bytes_of<tokens::SignatureBytes>(tokens::from_base64url(text_of(said, "signature")));
  if (!kid || !kid->is_int64() || !key || !signature) return refuse("it bears no signature");
  if (trusted.empty()) {
    remarks.emplace_back(
        "the key is the file's own: hold it against the shop's /.well-known/claimcheck-seal.json, or give "
        "that "
        "with --keys");
  } else {
    const auto known = trusted.find(static_cast<int>(kid->as_int64()));
    if (known == trusted.end() || known->second != *key)
      return refuse("it is signed by a key that is not the shop's");
  }
  said.erase("signature");
  if (!tokens::verify_signature(*key, statement, signed_hash(said), *signature))
    return refuse("its signature is not of what it says");
  return said;
}

std::optional<PublicKeys> parse_public_keys(std::string_view text) {
  boost::system::error_code bad;
  const auto value = json::parse(text, bad);
  if (bad || !value.is_object()) return std::nullopt;
  const auto* list = value.as_object().if_contains("keys");
  if (!list || !list->is_array()) return std::nullopt;
  PublicKeys keys;
  for (const auto& one : list->as_array()) {
    const auto* object = one.if_object();
    const auto* kid = object ? object->if_contains("kid") : nullptr;
    const auto key = object
                         ? bytes_of<tokens::PublicKey>(tokens::from_base64url(text_of(*object, "public_key")))
                         : std::nullopt;
    if (!kid || !kid->is_int64() || !key) return std::nullopt;
    keys.emplace(static_cast<int>(kid->as_int64()), *key);
  }
  return keys;
}

std::string public_keys_json(const PublicKeys& keys) {
  json::array list;
  for (const auto& [kid, key] : keys)
    list.push_back(json::object{{"kid", kid}, {"alg", "Ed25519"}, {"public_key", tokens::base64url(key)}});
  return json::serialize(json::object{{"keys", std::move(list)}});
}

}  // namespace server
