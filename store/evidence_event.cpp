#include "store/evidence_event.hpp"

#include "tokens/canonical_json.hpp"
#include "tokens/code.hpp"
#include "tokens/quote_hash.hpp"
#include "tokens/strokes_json.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <cstdio>

namespace store {

namespace json = boost::json;
using namespace orders;

namespace {

template <class Part, class PartId>
const Part* part(const std::vector<Part>& parts, PartId Part::*id, const std::optional<Uuid>& wanted) {
  if (!wanted) return nullptr;
  const auto found = std::ranges::find(parts, PartId{*wanted}, id);
  return found == parts.end() ? nullptr : &*found;
}

json::array taken_lines(const Quote& quote) {
  json::array ids;
  for (const auto& line : quote.lines)
    if (line.approved) ids.emplace_back(line.id.text());
  return ids;
}

void add_quote(json::object& out, const Order& order, const Quote& quote) {
  out["doc"] = json::object{{"kind", "quote"},
                            {"id", quote.id.text()},
                            {"version", quote.round},
                            {"media_type", "application/json"},
                            {"bytes", tokens::quote_canonical(order.id, quote).size()},
                            {"sha256", quote.sha256}};
  const auto sums = totals(quote);
  json::object total{{"currency", quote.currency.code()}, {"minor", sums.gross}, {"tax_minor", sums.tax}};
  if (quote.decision && quote.decision->approved) total["lines"] = taken_lines(quote);
  out["total"] = std::move(total);
}

void add_signature(json::object& out, const Order& order, const Signature& signature) {
  const auto* document = part(order.documents, &Document::id, signature.document.uuid);
  if (!document) return;
  out["doc"] = json::object{{"kind", name(document->purpose)}, {"id", document->id.text()},
                            {"version", document->version},    {"locale", signature.locale},
                            {"media_type", "text/markdown"},   {"bytes", document->body.size()},
                            {"sha256", document->sha256}};
  out["signature"] = json::object{{"format", signature.drawn ? "strokes/1" : "typed/1"}};
}

void add_payment(json::object& out, const Payment& payment) {
  out["total"] = json::object{{"currency", payment.amount.currency.code()}, {"minor", payment.amount.amount}};
  out["doc"] = json::object{{"kind", "payment"}, {"id", payment.id.text()}};
  if (!payment.provider.empty())
    out["provider"] = json::object{
        {"name", payment.provider}, {"object", payment.provider_object}, {"kind", name(payment.kind)}};
}

json::array rights_json(const Rights& rights) {
  json::array all;
  const auto add = [&](bool has, const char* right) {
    if (has) all.emplace_back(right);
  };
  add(rights.decide, "decide");
  add(rights.sign, "sign");
  add(rights.pay, "pay");
  add(rights.message, "message");
  add(rights.prices, "prices");
  return all;
}

json::object decision_row(const Quote& quote) {
  const auto& decision = *quote.decision;
  return {
      {"quote", quote.id.text()},        {"approved", decision.approved}, {"at", evidence_time(decision.at)},
      {"method", name(decision.method)}, {"name", decision.name},         {"reason", decision.reason},
      {"reference", decision.reference}, {"lines", taken_lines(quote)}};
}

json::object signature_row(const Signature& signature) {
  return {{"signature", signature.id.text()}, {"document", signature.document.text()},
          {"name", signature.name},           {"document_sha256", signature.document_sha256},
          {"drawn", signature.drawn},         {"at", evidence_time(signature.signed_at)},
          {"locale", signature.locale}};
}

json::object payment_row(const Payment& payment) {
  return {{"payment", payment.id.text()},
          {"kind", name(payment.kind)},
          {"minor", payment.amount.amount},
          {"currency", payment.amount.currency.code()},
          {"method", payment.method},
          {"reference", payment.reference},
          {"received_at", evidence_time(payment.received_at)},
          {"provider", payment.provider},
          {"object", payment.provider_object}};
}

void put_if(json::object& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text;
}

}  // namespace

std::string evidence_time(Instant when) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(when);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(static_cast<std::time_t>(seconds.time_since_epoch().count())),
                     (when - seconds).count());
}

std::optional<Instant> parse_evidence_time(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%3uZ", &year, &month, &day, &hour, &minute, &second,
                  &ms) != 7)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  const Instant when = std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                       std::chrono::seconds{second} + std::chrono::milliseconds{ms};
  return evidence_time(when) == text ? std::optional{when} : std::nullopt;
}

std::optional<EvidenceType> evidence_type(const Event& event) {
  switch (event.kind) {
    case EventKind::quote_sent: return EvidenceType::quote_sent;
    case EventKind::quote_decided:
      return event.status == name(QuoteState::declined) ? EvidenceType::quote_declined
                                                        : EvidenceType::quote_approved;
    case EventKind::quote_withdrawn: return EvidenceType::quote_withdrawn;
    case EventKind::decision_undone: return EvidenceType::decision_undone;
    case EventKind::document_signed: return EvidenceType::document_signed;
    case EventKind::payment_recorded:
      if (event.status.starts_with("refund")) return EvidenceType::payment_refunded;
      if (event.status.starts_with("dispute")) return EvidenceType::payment_disputed;
      return EvidenceType::payment_recorded;
    case EventKind::payment_mismatch: return EvidenceType::payment_mismatch;
    case EventKind::handed_over: return EvidenceType::item_handed_over;
    case EventKind::order_completed: return EvidenceType::order_completed;
    case EventKind::order_reopened: return EvidenceType::order_reopened;
    default: return std::nullopt;
  }
}

json::object evidence_of(const Order& order, const Event& event) {
  json::object out{{"order", order.id.text()}, {"location", order.location.text()}};
  out["actor"] = json::object{{"kind", name(event.actor.kind)}, {"id", event.actor.id}};
  if (const auto* quote = part(order.quotes, &Quote::id, event.subject)) add_quote(out, order, *quote);
  if (const auto* signature = part(order.signatures, &Signature::id, event.subject))
    add_signature(out, order, *signature);
  if (const auto* payment = part(order.payments, &Payment::id, event.subject)) add_payment(out, *payment);
  if (event.kind == EventKind::payment_mismatch) out["provider"] = json::object{{"name", event.status}};
  return out;
}

json::object link_json(const Link& link) {
  return {{"id", link.id.text()},
          {"channel", name(link.channel)},
          {"rights", rights_json(link.rights)},
          {"fingerprint", tokens::fingerprint(link.key)}};
}

void add_act(json::object& event, const CustomerAct& act, const Link& link) {
  const auto& intent = act.behind.intent;
  event["link"] = link_json(link);
  json::object out{{"typed_name_present", !act.behind.person.typed_name.empty()},
                   {"action_id", intent.action_id},
                   {"boxes", json::array(intent.boxes.begin(), intent.boxes.end())}};
  put_if(out, "button_text", intent.button_text);
  put_if(out, "statement_sha256", intent.statement_sha256);
  if (intent.rendered_at) {
    out["rendered_at"] = evidence_time(*intent.rendered_at);
    out["dwell_ms"] = (act.context.now - *intent.rendered_at).count();
  }
  event["intent"] = std::move(out);

  auto* signature = event.if_contains("signature");
  const auto& drawing = act.behind.person.strokes;
  if (!signature || !drawing) return;
  auto& about = signature->as_object();
  about["sha256"] =
      tokens::hex(tokens::sha256(tokens::bytes(tokens::canonical_json(tokens::strokes_json(*drawing)))));
  about["strokes"] = drawing->strokes.size();
  about["points"] = point_count(*drawing);
  about["duration_ms"] = duration_ms(*drawing);
  about["width"] = drawing->width;
  about["height"] = drawing->height;
  put_if(about, "png_sha256", act.drawing_png_sha256);
}

json::object person_json(const Person& person) {
  json::object out;
  put_if(out, "accept_language", person.accept_language);
  put_if(out, "contact", person.contact);
  put_if(out, "ip", person.ip);
  put_if(out, "ip_source", person.ip_source);
  put_if(out, "typed_name", person.typed_name);
  put_if(out, "user_agent", person.user_agent);
  if (person.strokes) out["strokes"] = tokens::strokes_json(*person.strokes);
  return out;
}

std::optional<json::object> row_json(const Order& order, EvidenceType type, const Uuid& subject) {
  switch (type) {
    case EvidenceType::quote_approved:
    case EvidenceType::quote_declined:
      if (const auto* quote = part(order.quotes, &Quote::id, subject); quote && quote->decision)
        return decision_row(*quote);
      return std::nullopt;
    case EvidenceType::document_signed:
      if (const auto* signature = part(order.signatures, &Signature::id, subject))
        return signature_row(*signature);
      return std::nullopt;
    case EvidenceType::payment_recorded:
    case EvidenceType::payment_refunded:
    case EvidenceType::payment_disputed:
      if (const auto* payment = part(order.payments, &Payment::id, subject)) return payment_row(*payment);
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace store
