#include "server/json/customer_json.hpp"

#include "server/json/order_json.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

json::object shop_json(const views::OrderView& view) {
  const auto& contact = view.location.contact;
  json::array address(contact.address.begin(), contact.address.end());
  const auto open = orders::open_state(view.location.hours, view.zone, view.now);
  json::object out{{"name", view.shop.name},        {"location", view.location.name},
                   {"phone", contact.phone},        {"email", contact.email},
                   {"website", contact.website},    {"address", std::move(address)},
                   {"time_zone", view.zone.name()}, {"open", open.open}};
  if (open.changes_at) out["open_changes_at"] = rfc3339(*open.changes_at);
  return out;
}

// The round in force, and until when its decision can be taken back.
json::object offer_json(const views::OrderView& view, const orders::Quote& quote) {
  auto out = quote_json(quote, view.now);
  const auto until = undo_until(view.order, quote, view.undo_window);
  const bool open = until && *until > view.now && view.link.rights.decide;
  out["undo_until"] = open ? json::value(rfc3339(*until)) : json::value(nullptr);
  return out;
}

json::object paper_json(const orders::Order& order, const orders::Document& document) {
  const bool is_signed = std::ranges::any_of(order.signatures, [&](const orders::Signature& signature) {
    return signature.document == document.id;
  });
  return {{"id", document.id.text()},    {"purpose", name(document.purpose)}, {"title", document.title},
          {"version", document.version}, {"sha256", document.sha256},         {"signed", is_signed}};
}

}  // namespace

std::string customer_json(const views::OrderView& view) {
  const auto& statuses = orders::StatusTable::standard();
  const auto& order = view.order;
  json::array devices;
  for (const auto& device : order.devices)
    devices.push_back(json::object{{"kind", device.kind},
                                   {"brand", device.brand},
                                   {"model", device.model},
                                   {"step", name(step(device, statuses))},
                                   {"timeline", timeline_json(timeline(order, device, statuses))}});
  json::object out{{"number", order.number},        {"stage", name(stage(order, statuses))},
                   {"version", order.version},      {"access", name(view.standing.access)},
                   {"devices", std::move(devices)}, {"timeline", timeline_json(timeline(order, statuses))},
                   {"shop", shop_json(view)},       {"created_at", rfc3339(order.created_at)},
                   {"as_of", rfc3339(view.now)}};
  if (order.promised_at) out["promised_at"] = rfc3339(*order.promised_at);
  if (view.standing.until) out["expires_at"] = rfc3339(*view.standing.until);
  if (!view.link.rights.prices) return json::serialize(out);

  if (const auto* quote = quote_in_force(order)) out["quote"] = offer_json(view, *quote);
  json::array documents, messages;
  for (const auto& document : order.documents) documents.push_back(paper_json(order, document));
  for (const auto& message : order.messages) messages.push_back(message_json(message));
  out["documents"] = std::move(documents);
  out["messages"] = std::move(messages);
  json::array payments;
  for (const auto& payment : order.payments) payments.push_back(payment_json(payment));
  out["payments"] = std::move(payments);
  out["totals"] = totals_json(order, view.shop.currency);
  return json::serialize(out);
}

}  // namespace server
