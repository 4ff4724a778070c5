#include "server/pack/pack.hpp"
#include "tokens/base64.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/evidence.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

using Files = std::map<std::string, std::string>;

std::string sha256(std::string_view bytes) { return tokens::hex(tokens::sha256(tokens::bytes(bytes))); }

const json::object* part(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member ? member->if_object() : nullptr;
}
std::int64_t number_of(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member && member->is_int64() ? member->as_int64() : -1;
}
std::span<const json::value> list_of(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  if (!member || !member->is_array()) return {};
  return {member->as_array().data(), member->as_array().size()};
}

class Examination {
 public:
  Examination(Files files, const PublicKeys& trusted) : files_(std::move(files)), trusted_(trusted) {}

  store::Verdict verdict() && {
    read_keys();
    std::vector<std::string> faults;
    const auto certificate = open_sealed_json(file("certificate.json"), tokens::Statement::certificate, keys_,
                                              faults, verdict_.remarks);
    const auto evidence = tokens::parse_canonical(file("evidence.json"));
    if (evidence && evidence->is_object())
      look_at_entries(list_of(evidence->as_object(), "entries"));
    else
      fault("evidence.json: it is not canonical JSON");
    for (const auto& why : faults) fault("certificate.json: " + why);
    if (certificate) hold_against(*certificate);
    return std::move(verdict_);
  }

 private:
  void fault(std::string sentence) { verdict_.faults.push_back(std::move(sentence)); }
  const std::string& file(const std::string& name) const {
    static const std::string nothing;
    const auto found = files_.find(name);
    return found == files_.end() ? nothing : found->second;
  }

  void read_keys() {
    const auto inside = parse_public_keys(file("keys.json"));
    if (!inside) fault("keys.json: it holds no keys");
    if (inside) keys_ = *inside;
    if (trusted_.empty()) {
      verdict_.remarks.emplace_back(
          "the keys are the pack's own: hold keys.json against the shop's /.well-known/claimcheck-seal.json, "
          "or give "
          "that with --keys");
      return;
    }
    for (const auto& [kid, key] : keys_)
      if (const auto known = trusted_.find(kid); known == trusted_.end() || known->second != key)
        fault(fmt::format("keys.json: key {} is not one of the shop's", kid));
    keys_ = trusted_;
  }

  void look_at_entries(std::span<const json::value> entries) {
    for (const auto& value : entries) {
      const auto* entry = value.if_object();
      if (!entry) {
        fault("evidence.json: an entry is none");
        continue;
      }
      const auto body = tokens::parse_canonical(text_of(*entry, "body"));
      const json::object empty;
      const auto& said = body && body->is_object() ? body->as_object() : empty;
      const auto place = fmt::format("evidence {} ({})", number_of(*entry, "seq"), text_of(said, "type"));
      if (const auto why = entry_fault(*entry, said); !why.empty())
        fault(place + ": " + why);
      else if (const auto beside = beside_fault(*entry, said); !beside.empty())
        fault(place + ": " + beside);
      hashes_[number_of(*entry, "seq")] = text_of(*entry, "hash");
    }
  }

  // The entry as a part of the chain.
  std::string entry_fault(const json::object& entry, const json::object& body) const {
    const auto before = bytes_of<tokens::Hash>(tokens::from_hex(text_of(entry, "before")));
    const auto hash = bytes_of<tokens::Hash>(tokens::from_hex(text_of(entry, "hash")));
    const auto signature =
        bytes_of<tokens::SignatureBytes>(tokens::from_base64url(text_of(entry, "signature")));
    const auto seq = number_of(entry, "seq");
    if (body.empty()) return "its body is not canonical JSON";
    if (!before || !hash || !signature || number_of(body, "seq") != seq)
      return "it is not an entry of that number";
    if (!hashes_.empty() && hashes_.rbegin()->first >= seq) return "it stands behind a later one";
    if (const auto last = hashes_.find(seq - 1);
        last != hashes_.end() && last->second != tokens::hex(*before))
      return "it does not follow the one before it";
    if (tokens::chain(*before, text_of(entry, "body")) != *hash) return "its hash is not of its body";
    const auto key = keys_.find(static_cast<int>(number_of(entry, "kid")));
    if (key == keys_.end()) return "the key that signed it is not known";
    if (!tokens::verify_signature(key->second, tokens::Statement::event, *hash, *signature))
      return "its signature is not of its hash and key";
    return {};
  }

  // What lies beside it: the person, the row, the quote, the document and the drawing.
  std::string beside_fault(const json::object& entry, const json::object& body) const {
    const auto salt = bytes_of<tokens::Salt>(tokens::from_hex(text_of(entry, "salt")));
    const auto personal = text_of(entry, "personal"), row = text_of(entry, "row");
    if (!personal.empty() &&
        (!salt || tokens::hex(tokens::personal_commitment(*salt, personal)) != text_of(body, "pii_commit")))
      return "the person beside it is not the one it vouches for";
    if (!row.empty() &&
        (!salt || tokens::hex(tokens::row_commitment(*salt, row)) != text_of(body, "row_commit")))
      return "the row beside it is not the one it vouches for";
    const auto type = text_of(body, "type");
    if (const auto* doc = part(body, "doc"); doc && type == "quote_sent") {
      const auto name = fmt::format("quotes/{}.json", number_of(*doc, "version"));
      if (sha256(file(name)) != text_of(*doc, "sha256")) return name + " is not what was sent";
    } else if (doc && type == "document_signed") {
      const auto name = fmt::format("documents/{}.md", text_of(*doc, "id"));
      if (sha256(file(name)) != text_of(*doc, "sha256")) return name + " is not what was signed";
    }
    const auto* signature = part(body, "signature");
    if (!signature || personal.empty()) return {};
    const auto stem = fmt::format("signatures/{}", number_of(entry, "seq"));
    const auto drawn = text_of(*signature, "sha256"), picture = text_of(*signature, "png_sha256");
    if (!drawn.empty() && sha256(file(stem + ".json")) != drawn) return stem + ".json is not what was drawn";
    if (!picture.empty() && sha256(file(stem + ".png")) != picture)
      return stem + ".png is not what was drawn";
    return {};
  }

  // That nothing was taken out, put in or exchanged.
  void hold_against(const json::object& certificate) {
    std::map<std::int64_t, std::string> entries;
    for (const auto& one : list_of(certificate, "entries"))
      if (const auto* entry = one.if_object()) entries[number_of(*entry, "seq")] = text_of(*entry, "hash");
    for (const auto& [seq, hash] : entries)
      if (const auto found = hashes_.find(seq); found == hashes_.end() || found->second != hash)
        fault(fmt::format("evidence {}: it is not the one that the certificate names", seq));
    for (const auto& [seq, hash] : hashes_)
      if (!entries.contains(seq)) fault(fmt::format("evidence {}: the certificate does not name it", seq));
    auto unnamed = files_;
    unnamed.erase("certificate.json");
    for (const auto& one : list_of(certificate, "files")) {
      const auto* sum = one.if_object();
      const auto name = sum ? text_of(*sum, "name") : std::string{};
      if (!unnamed.erase(name))
        fault(name + ": it is missing");
      else if (sha256(file(name)) != text_of(*sum, "sha256"))
        fault(name + ": it is not the file that was put in");
    }
    for (const auto& [name, bytes] : unnamed) fault(name + ": the certificate does not name it");
  }

  const Files files_;
  const PublicKeys& trusted_;
  PublicKeys keys_;
  std::map<std::int64_t, std::string> hashes_;  // of the entries so far
  store::Verdict verdict_;
};

}  // namespace

store::Verdict verify_pack(const std::filesystem::path& file, const PublicKeys& trusted) {
  Files files;
  try {
    for (auto& one : read_zip(file))
      if (!files.emplace(std::move(one.name), std::move(one.bytes)).second)
        return {{"the file: it holds two files of one name"}, {}};
  } catch (const BadArchive& problem) {
    return {{std::string("the file: ") + problem.what()}, {}};
  }
  return Examination{std::move(files), trusted}.verdict();
}

}  // namespace server
