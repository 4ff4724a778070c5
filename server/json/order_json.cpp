#include "server/json/order_json.hpp"

#include <fmt/chrono.h>

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
          {"signed_at", rfc3339(signature.signed_at)}};
}

json::object link_json(const orders::Link& link, const orders::Order& order, const orders::LinkPolicy& policy,
                       orders::Instant now) {
  const auto standing = link_access(link, order, policy, now);
  return {{"id", link.id.text()},
          {"channel", name(link.channel)},
          {"label", link.label},
          {"state", name(standing.access)},
          {"expires_at", when_set(standing.until)}};
}

template <class Range, class Render>
json::array each(const Range& items, Render render) {
  json::array out;
  for (const auto& item : items) out.push_back(render(item));
  return out;
}

}  // namespace

std::string rfc3339(orders::Instant when) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(when);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), (when - seconds).count());
}

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
                        {"net", sum.net},
                        {"tax", sum.tax},
                        {"gross", sum.gross}};
  };
  json::object out{{"id", quote.id.text()},
                   {"round", quote.round},
                   {"state", name(state_at(quote, now))},
                   {"currency", quote.currency.code()},
                   {"tax_included", quote.tax_included},
                   {"lines", each(quote.lines, line_json)},
                   {"deposit", quote.deposit},
                   {"totals", json::object{{"net", sums.net}, {"tax", sums.tax}, {"gross", sums.gross}}},
                   {"sent_at", when_set(quote.sent_at)},
                   {"expires_at", when_set(quote.expires_at)}};
  if (quote.decision)
    out["decision"] = json::object{{"approved", quote.decision->approved},
                                   {"at", rfc3339(quote.decision->at)},
                                   {"method", name(quote.decision->method)},
                                   {"reason", quote.decision->reason}};
  return out;
}

json::object payment_json(const orders::Payment& payment) {
  return {{"id", payment.id.text()},
          {"kind", name(payment.kind)},
          {"amount", money_json(payment.amount.amount, payment.amount.currency)},
          {"method", payment.method},
          {"received_at", rfc3339(payment.received_at)}};
}

json::object totals_json(const orders::PaymentSummary& summary) {
  return {{"due", money_json(summary.due, summary.currency)},
          {"paid", money_json(summary.paid, summary.currency)},
          {"refunded", money_json(summary.refunded, summary.currency)},
          {"balance", money_json(summary.balance, summary.currency)}};
}

json::object order_json(const orders::Order& order, const orders::Location& location,
                        orders::Currency fallback, const std::vector<orders::Link>& links,
                        const orders::LinkPolicy& policy, orders::Instant now) {
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
      {"payments", each(order.payments, payment_json)},
      {"totals", totals_json(payment_summary(order, fallback))},
      {"links", each(links, [&](const orders::Link& link) { return link_json(link, order, policy, now); })},
      {"created_at", rfc3339(order.created_at)},
      {"updated_at", rfc3339(order.updated_at)}};
}

}  // namespace server
