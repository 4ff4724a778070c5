#include "server/pack/drawing.hpp"
#include "server/pack/pack.hpp"
#include "store/evidence_event.hpp"
#include "tokens/base64.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/quote_hash.hpp"
#include "tokens/seal.hpp"
#include "tokens/strokes_json.hpp"
#include "views/signature_drawing.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

constexpr int picture_width = 800;

std::string opened(const tokens::KeyRing& keys, const store::EvidenceEntry& entry) {
  if (entry.sealed_personal.empty()) return {};
  return tokens::open(keys, tokens::KeyUse::pii, entry.sealed_personal,
                      store::personal_place(entry.shop, entry.seq))
      .value_or("");
}

json::object step_json(const store::Dossier::Step& step, const std::string& personal) {
  const auto& entry = step.entry;
  json::object out{{"seq", entry.seq},   {"before", tokens::hex(step.before)},
                   {"body", entry.body}, {"hash", tokens::hex(entry.hash)},
                   {"kid", entry.kid},   {"signature", tokens::base64url(entry.signature)}};
  if (entry.salt) out["salt"] = tokens::hex(*entry.salt);
  if (!personal.empty()) out["personal"] = personal;
  if (!step.row.empty()) out["row"] = step.row;
  return out;
}

const orders::Signature* signature_of(const orders::Order& order, const store::EvidenceEntry& entry) {
  if (entry.type != store::EvidenceType::document_signed || !entry.subject) return nullptr;
  const auto found =
      std::ranges::find(order.signatures, orders::SignatureId{*entry.subject}, &orders::Signature::id);
  return found == order.signatures.end() ? nullptr : &*found;
}

// A signature as strokes and as pictures that this program draws of them.
void add_signature(std::vector<PackFile>& files, const orders::Signature& signature, std::int64_t seq,
                   const std::string& personal) {
  const auto stem = fmt::format("signatures/{}", seq);
  if (!signature.drawn) {
    files.push_back({stem + ".svg", views::signature_svg(signature.name)});
    files.push_back({stem + ".png", views::signature_png(signature.name, picture_width)});
    return;
  }
  const auto drawing = drawing_of(personal);
  if (!drawing) return;
  files.push_back({stem + ".json", tokens::canonical_json(tokens::strokes_json(*drawing))});
  files.push_back({stem + ".svg", views::signature_svg(*drawing)});
  files.push_back({stem + ".png", views::signature_png(*drawing, picture_width)});
}

std::string index(const store::Dossier& dossier, const std::vector<PackFile>& files, orders::Instant now) {
  std::string text = fmt::format(
      "What became of order {} at {}, put together {}.\n\n"
      "evidence.json     every entry of the shop's chain of evidence that is about this order, as it was\n"
      "                  signed when it happened, with what is personal beside it\n"
      "quotes/           each round of the quote as it was sent (canonical JSON)\n"
      "documents/        each text as it was shown and signed\n"
      "signatures/       by the number of their entry: the strokes of the pen, and pictures drawn of them\n"
      "keys.json         the public keys that signed\n"
      "certificate.json  the entries, the head of the chain and the SHA-256 of every file here, signed\n\n"
      "Verify all of it without a network:\n\n  claimcheck verify FILE --keys KEYS\n\n"
      "where KEYS is what the shop publishes at /.well-known/claimcheck-seal.json. Each entry's hash is\n"
      "SHA-256(\"claimcheck/evidence/v1\" 00 hash-before body), and its Ed25519 signature is over\n"
      "\"claimcheck/sig/v1\" 00 hash. The signatures of persons here are simple electronic signatures.\n\n"
      "This file and the pack hold personal data: keep them as such.\n\n",
      dossier.order.number, dossier.shop.name, store::evidence_time(now));
  for (const auto& file : files) text += fmt::format("{:>10}  {}\n", file.bytes.size(), file.name);
  return text;
}

json::object certificate(const store::Dossier& dossier, const std::vector<PackFile>& files,
                         orders::Instant now) {
  json::array entries, sums;
  for (const auto& step : dossier.steps)
    entries.push_back(json::object{{"seq", step.entry.seq}, {"hash", tokens::hex(step.entry.hash)}});
  for (const auto& file : files)
    sums.push_back(json::object{{"name", file.name},
                                {"bytes", file.bytes.size()},
                                {"sha256", tokens::hex(tokens::sha256(tokens::bytes(file.bytes)))}});
  return {{"v", 1},
          {"shop", {{"id", dossier.shop.id.text()}, {"name", dossier.shop.name}}},
          {"order", {{"id", dossier.order.id.text()}, {"number", dossier.order.number}}},
          {"issued_at", store::evidence_time(now)},
          {"entries", std::move(entries)},
          {"head", {{"seq", dossier.head.seq}, {"hash", tokens::hex(dossier.head.hash)}}},
          {"files", std::move(sums)}};
}

}  // namespace

std::vector<PackFile> make_pack(const store::Dossier& dossier, const tokens::KeyRing& keys,
                                orders::Instant now) {
  std::vector<PackFile> files;
  json::array steps;
  for (const auto& step : dossier.steps) {
    const auto personal = opened(keys, step.entry);
    steps.push_back(step_json(step, personal));
    if (const auto* signature = signature_of(dossier.order, step.entry))
      add_signature(files, *signature, step.entry.seq, personal);
  }
  for (const auto& quote : dossier.order.quotes)
    if (quote.sent_at)
      files.push_back(
          {fmt::format("quotes/{}.json", quote.round), tokens::quote_canonical(dossier.order.id, quote)});
  for (const auto& document : dossier.order.documents)
    files.push_back({fmt::format("documents/{}.md", document.id.text()), document.body});
  files.push_back(
      {"evidence.json", tokens::canonical_json(json::object{{"v", 1}, {"entries", std::move(steps)}})});
  files.push_back({"keys.json", public_keys_json(dossier.public_keys)});
  std::ranges::sort(files, {}, &PackFile::name);
  files.insert(files.begin(), {"INDEX.txt", index(dossier, files, now)});
  const tokens::Signer signer{keys};
  files.push_back({"certificate.json",
                   seal_json(certificate(dossier, files, now), signer, tokens::Statement::certificate)});
  return files;
}

}  // namespace server
