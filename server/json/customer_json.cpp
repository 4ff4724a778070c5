#include "server/json/customer_json.hpp"

#include "server/json/order_json.hpp"

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
                   {"shop", shop_json(view)},       {"created_at", rfc3339(order.created_at)}};
  if (order.promised_at) out["promised_at"] = rfc3339(*order.promised_at);
  if (view.standing.until) out["expires_at"] = rfc3339(*view.standing.until);
  if (!view.link.rights.prices) return json::serialize(out);

  if (const auto* quote = quote_in_force(order)) out["quote"] = quote_json(*quote, view.now);
  json::array documents;
  for (const auto& document : order.documents) {
    const auto is_signed = std::ranges::any_of(order.signatures, [&](const orders::Signature& signature) {
      return signature.document_sha256 == document.sha256;
    });
    documents.push_back(json::object{{"purpose", name(document.purpose)},
                                     {"title", document.title},
                                     {"version", document.version},
                                     {"signed", is_signed}});
  }
  out["documents"] = std::move(documents);
  json::array payments;
  for (const auto& payment : order.payments) payments.push_back(payment_json(payment));
  out["payments"] = std::move(payments);
  out["totals"] = totals_json(payment_summary(order, view.shop.currency));
  return json::serialize(out);
}

}  // namespace server
