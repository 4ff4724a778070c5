#include "server/receipt.hpp"

#include "server/pack/drawing.hpp"
#include "store/evidence_event.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/seal.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;
using store::EvidenceType;

namespace {

std::optional<views::ActKind> kind_of(EvidenceType type) {
  switch (type) {
    case EvidenceType::quote_approved: return views::ActKind::quote_approved;
    case EvidenceType::quote_declined: return views::ActKind::quote_declined;
    case EvidenceType::decision_undone: return views::ActKind::decision_undone;
    case EvidenceType::document_signed: return views::ActKind::document_signed;
    default: return std::nullopt;
  }
}

std::string_view name_of(views::ActKind kind) {
  switch (kind) {
    case views::ActKind::quote_approved: return "quote_approved";
    case views::ActKind::quote_approved_in_part: return "quote_approved";
    case views::ActKind::quote_declined: return "quote_declined";
    case views::ActKind::decision_undone: return "decision_undone";
    case views::ActKind::document_signed: return "document_signed";
  }
  return {};
}

json::object parsed(std::string_view text) {
  boost::system::error_code bad;
  auto value = json::parse(text, bad);
  return bad || !value.is_object() ? json::object{} : std::move(value.as_object());
}

json::object part(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member && member->is_object() ? member->as_object() : json::object{};
}

std::int64_t number_of(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member && member->is_int64() ? member->as_int64() : 0;
}

std::optional<orders::Money> total_of(const json::object& body) {
  const auto total = part(body, "total");
  const auto currency = orders::Currency::of(text_of(total, "currency"));
  if (!currency) return std::nullopt;
  return orders::Money{number_of(total, "minor"), *currency};
}

// Of a decision that still stands: how it came about, by whom, and whether of all that was offered.
void add_decision(views::CertificateAct& act, const orders::Order& order, const orders::Uuid& subject) {
  const auto quote = std::ranges::find(order.quotes, orders::QuoteId{subject}, &orders::Quote::id);
  if (quote == order.quotes.end() || !quote->decision || quote->decision->at != act.at) return;
  act.method = quote->decision->method;
  act.reference = quote->decision->reference;
  if (act.name.empty()) act.name = quote->decision->name;
  if (quote->state == orders::QuoteState::partially_approved)
    act.kind = views::ActKind::quote_approved_in_part;
}

void add_signature(views::CertificateAct& act, const orders::Order& order, const orders::Uuid& subject) {
  const auto signature =
      std::ranges::find(order.signatures, orders::SignatureId{subject}, &orders::Signature::id);
  if (signature == order.signatures.end()) return;
  if (act.name.empty()) act.name = signature->name;
  const auto document = std::ranges::find(order.documents, signature->document, &orders::Document::id);
  if (document != order.documents.end()) act.title = document->title;
}

void add_person(views::CertificateAct& act, const store::EvidenceEntry& entry, const tokens::KeyRing& keys) {
  if (entry.sealed_personal.empty()) return;
  const auto opened = tokens::open(keys, tokens::KeyUse::pii, entry.sealed_personal,
                                   store::personal_place(entry.shop, entry.seq));
  if (!opened) return;
  act.name = text_of(parsed(*opened), "typed_name");
  act.strokes = drawing_of(*opened);
}

views::CertificateAct act_of(const store::EvidenceEntry& entry, views::ActKind kind) {
  const auto body = parsed(entry.body);
  const auto doc = part(body, "doc");
  views::CertificateAct act{.kind = kind, .at = entry.at, .clock_suspect = body.contains("clock_suspect")};
  const auto version = static_cast<int>(number_of(doc, "version"));
  (kind == views::ActKind::document_signed ? act.version : act.round) = version;
  if (kind != views::ActKind::document_signed) act.total = total_of(body);
  act.button_text = text_of(part(body, "intent"), "button_text");
  act.locale = text_of(doc, "locale");
  act.link_fingerprint = text_of(part(body, "link"), "fingerprint");
  act.subject_sha256 = text_of(doc, "sha256");
  act.event_sha256 = tokens::hex(entry.hash);
  act.seq = entry.seq;
  act.key_id = std::to_string(entry.kid);
  return act;
}

}  // namespace

std::vector<views::CertificateAct> acts_of(const orders::Order& order,
                                           const std::vector<store::EvidenceEntry>& entries,
                                           const tokens::KeyRing& keys) {
  std::vector<views::CertificateAct> acts;
  for (const auto& entry : entries) {
    const auto kind = kind_of(entry.type);
    if (!kind) continue;
    auto& act = acts.emplace_back(act_of(entry, *kind));
    add_person(act, entry, keys);
    if (!entry.subject) continue;
    if (*kind == views::ActKind::document_signed)
      add_signature(act, order, *entry.subject);
    else
      add_decision(act, order, *entry.subject);
  }
  return acts;
}

std::string receipt_json(const orders::Shop& shop, const orders::Order& order,
                         const std::vector<views::CertificateAct>& acts, const store::ChainHead& head,
                         const tokens::KeyRing& keys, orders::Instant now) {
  json::array done;
  for (const auto& act : acts) {
    json::object one{{"type", name_of(act.kind)},
                     {"ts", store::evidence_time(act.at)},
                     {"seq", act.seq},
                     {"sha256", act.subject_sha256},
                     {"event", act.event_sha256}};
    if (act.total)
      one["total"] = json::object{{"currency", act.total->currency.code()}, {"minor", act.total->amount}};
    done.push_back(std::move(one));
  }
  json::object said{{"v", 1},
                    {"shop", shop.name},
                    {"order", order.number},
                    {"issued_at", store::evidence_time(now)},
                    {"acts", std::move(done)},
                    {"head", {{"seq", head.seq}, {"hash", tokens::hex(head.hash)}}}};
  return seal_json(std::move(said), tokens::Signer{keys}, tokens::Statement::receipt);
}

store::Verdict verify_receipt(std::string_view text, const PublicKeys& trusted) {
  store::Verdict verdict;
  while (text.ends_with('\n')) text.remove_suffix(1);
  open_sealed_json(text, tokens::Statement::receipt, trusted, verdict.faults, verdict.remarks);
  return verdict;
}

}  // namespace server
