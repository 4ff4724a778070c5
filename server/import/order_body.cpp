#include "server/import/order_body.hpp"

#include "orders/text.hpp"
#include "server/json/reader.hpp"

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

constexpr auto no_such_stage =
    "A stage is created, received, in_progress, ready, collected, on_hold or cancelled.";

orders::Customer read_customer(Reader in) {
  in.known({"name", "email", "phone", "locale"});
  return {.name = in.text("name"),
          .email = in.text("email"),
          .phone = in.text("phone"),
          .locale = in.text("locale")};
}

orders::Device read_device(Reader& in) {
  in.known({"kind", "brand", "model", "serial", "problem"});
  return {.kind = in.text("kind"),
          .brand = in.text("brand"),
          .model = in.text("model"),
          .serial = in.text("serial"),
          .problem = in.text("problem")};
}

// What every source of orders may say.
OrderBody read_described(Reader& in, std::optional<Refusal>& fault) {
  OrderBody body{.location = in.text("location")};
  auto& order = body.order;
  order.number = in.text("number");
  order.external_id = in.text("external_id");
  in.fits("note", orders::longest_note);
  order.note = in.text("note");
  order.promised_at = in.instant("promised_at");
  if (const auto* customer = in.object("customer"))
    order.customer = read_customer({*customer, fault, "customer."});
  in.each("devices", [&](Reader& device) { order.devices.push_back(read_device(device)); });
  return body;
}

// An open stage is its canonical status on every device; the two others are set on the order.
void set_stage(OrderBody& body, orders::Stage stage) {
  body.on_hold = stage == orders::Stage::on_hold;
  body.order.cancelled = stage == orders::Stage::cancelled;
  for (const auto step : orders::all_steps)
    if (orders::stage_of(step) == stage)
      for (auto& device : body.order.devices) device.status = orders::StatusTable::canonical(step);
}

}  // namespace

Outcome<OrderBody> read_new_order(const json::object& object) {
  std::optional<Refusal> fault;
  Reader in{object, fault};
  in.known({"number", "external_id", "location", "customer", "devices", "promised_at", "note", "notify"});
  in.needs({"customer", "devices"});
  auto body = read_described(in, fault);
  if (body.order.customer.name.empty()) in.fail("customer.name", "It is needed.");
  body.notify = in.flag("notify", true);
  if (fault) return *fault;
  return body;
}

Outcome<OrderBody> read_order(const json::object& object) {
  std::optional<Refusal> fault;
  Reader in{object, fault};
  in.known({"number", "external_id", "location", "customer", "devices", "promised_at", "note", "notify",
            "stage", "created_on", "created_at"});
  auto body = read_described(in, fault);
  auto& order = body.order;

  // One of the two is enough: a second import must know the order again.
  if (order.number.empty()) order.number = order.external_id;
  if (order.external_id.empty()) order.external_id = order.number;
  if (order.external_id.empty())
    in.fail("external_id", "It must not be empty where there is no number either.");

  if (const auto stage = in.word("stage", orders::parse_stage, no_such_stage)) set_stage(body, *stage);
  order.created_at = in.instant("created_at");
  body.created_on = in.date("created_on");
  if (fault) return *fault;
  return body;
}

}  // namespace server
