#include "server/console/order_facts.hpp"

#include "server/pack/drawing.hpp"
#include "server/pack/sealed_json.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"
#include "tokens/seal.hpp"
#include "tokens/sign.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

json::object parsed(std::string_view text) {
  boost::system::error_code bad;
  auto value = json::parse(text, bad);
  return bad || !value.is_object() ? json::object{} : std::move(value.as_object());
}

std::string document_hash(const store::EvidenceEntry& entry) {
  const auto body = parsed(entry.body);
  const auto* doc = body.if_contains("doc");
  return doc && doc->is_object() ? text_of(doc->as_object(), "sha256") : std::string{};
}

// The text on the order, the signature and the entry name the same bytes, and the entry bears our seal.
bool holds(const orders::Order& order, const orders::Signature& signature, const store::EvidenceEntry& entry,
           const tokens::KeyRing& keys) {
  const auto document = std::ranges::find(order.documents, signature.document, &orders::Document::id);
  if (document == order.documents.end() || !keys.has(entry.kid)) return false;
  const auto bytes = tokens::hex(tokens::sha256(tokens::bytes(document->body)));
  return bytes == signature.document_sha256 && bytes == document_hash(entry) &&
         tokens::verify_signature(tokens::public_key(keys, entry.kid), tokens::Statement::event, entry.hash,
                                  entry.signature);
}

}  // namespace

Task<std::vector<views::LinkRow>> link_rows(Services& services, const Desk& desk,
                                            const orders::Order& order) {
  const auto policy = orders::policy_of(desk.shop, desk.settings->config.links);
  std::vector<views::LinkRow> rows;
  for (auto& link : co_await services.store.links(order.shop, order.id)) {
    const auto views = co_await services.store.link_views(order.shop, link.id);
    views::LinkRow row{.standing = link_access(link, order, policy, desk.at)};
    for (const auto& view : views) row.views.push_back({view.at, view.device});
    row.previews = co_await services.store.link_previews(order.shop, link.id);
    row.link = std::move(link);
    rows.push_back(std::move(row));
  }
  co_return rows;
}

std::vector<views::EvidenceRow> evidence_rows(const std::vector<store::EvidenceEntry>& entries) {
  std::vector<views::EvidenceRow> rows;
  for (const auto& entry : entries)
    rows.push_back({entry.seq, std::string(name(entry.type)), entry.at, tokens::hex(entry.hash)});
  return rows;
}

std::vector<views::SignatureRow> signature_rows(const orders::Order& order,
                                                const std::vector<store::EvidenceEntry>& entries,
                                                const tokens::KeyRing& keys) {
  std::vector<views::SignatureRow> rows;
  for (const auto& signature : order.signatures) {
    auto& row = rows.emplace_back(views::SignatureRow{.id = signature.id});
    const auto about = [&](const store::EvidenceEntry& entry) {
      return entry.type == store::EvidenceType::document_signed && entry.subject == signature.id.uuid;
    };
    const auto entry = std::ranges::find_if(entries, about);
    if (entry == entries.end()) continue;
    row.seq = entry->seq;
    row.proven = holds(order, signature, *entry, keys);
    if (entry->sealed_personal.empty()) continue;
    const auto personal = tokens::open(keys, tokens::KeyUse::pii, entry->sealed_personal,
                                       store::personal_place(entry->shop, entry->seq));
    if (!personal) continue;
    row.ip = text_of(parsed(*personal), "ip");
    row.strokes = drawing_of(*personal);
  }
  return rows;
}

}  // namespace server
