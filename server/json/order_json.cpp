#include "server/json/order_json.hpp"

#include "store/evidence_event.hpp"

#include <fmt/format.h>

namespace server {

namespace json = boost::json;

namespace {

const orders::StatusTable& statuses = orders::StatusTable::standard();

json::value when_set(const std::optional<orders::Instant>& when) {
  return when ? json::value(rfc3339(*when)) : json::value(nullptr);
}

json::object device_json(const orders::Order& order, const orders::Device& device) {
  return {{"id", device.id.text()},
          {"kind", device.kind},
          {"brand", device.brand},
          {"model", device.model},
          {"serial", device.serial},
          {"problem", device.problem},
          {"status", device.status},
          {"step", name(step(device, statuses))},
          {"timeline", timeline_json(timeline(order, device, statuses))}};
}

json::object document_json(const orders::Document& document) {
  return {{"id", document.id.text()},  {"purpose", name(document.purpose)},
          {"title", document.title},   {"version", document.version},
          {"sha256", document.sha256}, {"created_at", rfc3339(document.created_at)}};
}

json::object signature_json(const orders::Signature& signature) {
  return {{"id", signature.id.text()},
          {"document", signature.document.text()},
          {"document_sha256", signature.document_sha256},
          {"name", signature.name},
          {"method", signature.drawn ? "drawn" : "typed"},
          {"locale", signature.locale},
          {"signed_at", rfc3339(signature.signed_at)}};
}

json::object seen_json(const std::vector<store::LinkView>& views) {
  if (views.empty()) return {{"count", 0}, {"last_at", nullptr}, {"device", nullptr}};
  return {{"count", views.size()}, {"last_at", rfc3339(views[0].at)}, {"device", views[0].device}};
}

json::object rights_json(const orders::Rights& rights) {
  return {{"decide", rights.decide},
          {"sign", rights.sign},
          {"pay", rights.pay},
          {"message", rights.message},
          {"prices", rights.prices}};
}

json::object link_json(const SeenLink& seen, const orders::Order& order, const orders::LinkPolicy& policy,
                       orders::Instant now) {
  const auto& link = seen.link;
  const auto standing = link_access(link, order, policy, now);
  return {{"id", link.id.text()},
          {"channel", name(link.channel)},
          {"label", link.label},
          {"state", name(standing.access)},
          {"issued_at", rfc3339(link.issued_at)},
          {"expires_at", when_set(standing.until)},
          {"rights", rights_json(link.rights)},
          {"seen", seen_json(seen.views)},
          {"previews", seen.previews}};
}

json::object decision_json(const orders::Decision& decision) {
  return {{"approved", decision.approved},
          {"at", rfc3339(decision.at)},
          {"method", name(decision.method)},
          {"name", decision.name},
          {"reason", decision.reason}};
}

// What the shop is told of a payment beside what its customer is.
json::object booked_json(const orders::Payment& payment) {
  auto out = payment_json(payment);
  out["reference"] = payment.reference;
  out["provider"] = payment.provider;
  out["provider_object"] = payment.provider_object;
  return out;
}

json::value pre_authorised_json(const std::optional<orders::PreAuthorisation>& allowed) {
  if (!allowed) return nullptr;
  return json::object{{"limit", money_json(allowed->limit.amount, allowed->limit.currency)},
                      {"name", allowed->name},
                      {"reference", allowed->reference},
                      {"at", rfc3339(allowed->at)}};
}

std::string date_text(orders::Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

json::value when_set(const std::optional<orders::Date>& date) {
  return date ? json::value(date_text(*date)) : json::value(nullptr);
}

template <class Range, class Render>
json::array each(const Range& items, Render render) {
  json::array out;
  for (const auto& item : items) out.push_back(render(item));
  return out;
}

}  // namespace

std::string rfc3339(orders::Instant when) { return store::evidence_time(when); }

json::object money_json(std::int64_t amount, orders::Currency currency) {
  return {{"amount", amount}, {"currency", currency.code()}};
}

json::array timeline_json(const orders::Timeline& timeline) {
  return each(timeline, [](const orders::TimelineStep& step) {
    return json::object{{"step", name(step.step)}, {"state", name(step.state)}, {"at", when_set(step.at)}};
  });
}

json::object quote_json(const orders::Quote& quote, orders::Instant now) {
  const auto sums = totals(quote);
  const auto line_json = [&](const orders::QuoteLine& line) {
    const auto sum = amounts(quote, line);
    return json::object{{"id", line.id.text()},
                        {"description", line.description},
                        {"quantity", line.quantity.text()},
                        {"unit_price", line.unit_price},
                        {"tax_bp", line.tax_bp},
                        {"kind", name(line.kind)},
                        {"group", line.group},
                        {"approved", line.approved},
                        {"net", sum.net},
                        {"tax", sum.tax},
                        {"gross", sum.gross}};
  };
  return {{"id", quote.id.text()},
          {"round", quote.round},
          {"state", name(state_at(quote, now))},
          {"sha256", quote.sha256.empty() ? json::value(nullptr) : json::value(quote.sha256)},
          {"currency", quote.currency.code()},
          {"tax_included", quote.tax_included},
          {"lines", each(quote.lines, line_json)},
          {"deposit", quote.deposit},
          {"totals", json::object{{"net", sums.net}, {"tax", sums.tax}, {"gross", sums.gross}}},
          {"sent_at", when_set(quote.sent_at)},
          {"valid_until", when_set(quote.valid_until)},
          {"extended_until", when_set(quote.extended_until)},
          {"expires_at", when_set(quote.expires_at)},
          {"decision", quote.decision ? json::value(decision_json(*quote.decision)) : json::value(nullptr)}};
}

json::object payment_json(const orders::Payment& payment) {
  return {{"id", payment.id.text()},
          {"kind", name(payment.kind)},
          {"amount", money_json(payment.amount.amount, payment.amount.currency)},
          {"method", payment.method},
          {"received_at", rfc3339(payment.received_at)}};
}

json::object totals_json(const orders::Order& order, orders::Currency fallback) {
  const auto summary = payment_summary(order, fallback);
  return {{"due", money_json(summary.due, summary.currency)},
          {"paid", money_json(summary.paid, summary.currency)},
          {"refunded", money_json(summary.refunded, summary.currency)},
          {"balance", money_json(summary.balance, summary.currency)},
          {"deposit_due", money_json(deposit_due(order), summary.currency)}};
}

json::object attachment_json(const orders::Attachment& attachment) {
  return {{"id", attachment.id.text()},
          {"name", attachment.name},
          {"media_type", attachment.media_type},
          {"bytes", attachment.bytes},
          {"sha256", attachment.sha256}};
}

json::object message_json(const orders::Message& message) {
  const bool by_customer = message.from.kind == orders::ActorKind::customer;
  return {{"id", message.id.text()},   {"from", by_customer ? "customer" : "shop"},
          {"name", message.name},      {"text", message.text},
          {"at", rfc3339(message.at)}, {"attachments", each(message.attachments, attachment_json)}};
}

json::object notice_json(const orders::NoticeRecord& notice) {
  return {{"id", notice.id.text()},
          {"order", notice.order ? json::value(notice.order->text()) : json::value(nullptr)},
          {"number", notice.number},
          {"topic", name(notice.topic)},
          {"channel", name(notice.route)},
          {"state", name(notice.state)},
          {"attempts", notice.attempts},
          {"detail", notice.detail},
          {"created_at", rfc3339(notice.created_at)},
          {"due_at", rfc3339(notice.due_at)},
          {"sent_at", when_set(notice.sent_at)}};
}

json::object issued_link_json(const orders::Link& link, const orders::Standing& standing,
                              std::string_view url) {
  return {{"id", link.id.text()},
          {"channel", name(link.channel)},
          {"url", url},
          {"expires_at", when_set(standing.until)}};
}

json::object order_json(const orders::Order& order, const orders::Location& location,
                        orders::Currency fallback, const std::vector<SeenLink>& links,
                        const std::vector<orders::NoticeRecord>& notices, const orders::LinkPolicy& policy,
                        orders::Instant now) {
  const auto& who = order.customer;
  return {
      {"id", order.id.text()},
      {"number", order.number},
      {"external_id", order.external_id},
      {"stage", name(stage(order, statuses))},
      {"version", order.version},
      {"location", location.slug},
      {"customer",
       json::object{{"name", who.name}, {"email", who.email}, {"phone", who.phone}, {"locale", who.locale}}},
      {"devices",
       each(order.devices, [&](const orders::Device& device) { return device_json(order, device); })},
      {"timeline", timeline_json(timeline(order, statuses))},
      {"promised_at", when_set(order.promised_at)},
      {"quotes", each(order.quotes, [&](const orders::Quote& quote) { return quote_json(quote, now); })},
      {"documents", each(order.documents, document_json)},
      {"signatures", each(order.signatures, signature_json)},
      {"payments", each(order.payments, booked_json)},
      {"totals", totals_json(order, fallback)},
      {"pre_authorised", pre_authorised_json(order.pre_authorised)},
      {"delegate", order.delegate},
      {"message_count", order.messages.size()},
      {"links", each(links, [&](const SeenLink& link) { return link_json(link, order, policy, now); })},
      {"notices", each(notices, notice_json)},
      {"created_at", rfc3339(order.created_at)},
      {"updated_at", rfc3339(order.updated_at)}};
}

}  // namespace server
