#include "server/import/order_body.hpp"

#include "orders/text.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

Refusal invalid(std::string field, std::string detail) {
  return {orders::Reason::invalid, std::move(field), std::move(detail)};
}

// Reads one JSON object into text fields. The first fault stays, the rest is read over.
class Reader {
 public:
  Reader(const json::object& object, std::string path, std::optional<Refusal>& fault)
      : object_(object), path_(std::move(path)), fault_(fault) {}

  std::string text(std::string_view name) {
    const auto* value = object_.if_contains(name);
    if (!value || value->is_null()) return {};
    if (!value->is_string()) return fail(name, "It must be text."), std::string{};
    std::string held{value->get_string()};
    std::erase(held, '\r');  // of line ends as Windows writes them
    if (!orders::is_plain_text(held)) fail(name, "It is not well-formed UTF-8, or holds control characters.");
    return held;
  }
  void known(std::initializer_list<std::string_view> names) {
    for (const auto& member : object_)
      if (std::ranges::find(names, std::string_view(member.key())) == names.end())
        fail(member.key(), "There is no such member.");
  }
  const json::object* object(std::string_view name) {
    const auto* value = object_.if_contains(name);
    if (value && !value->is_object()) fail(name, "It must be an object.");
    return value ? value->if_object() : nullptr;
  }
  const json::array* array(std::string_view name) {
    const auto* value = object_.if_contains(name);
    if (value && !value->is_array()) fail(name, "It must be a list.");
    return value ? value->if_array() : nullptr;
  }
  void fail(std::string_view name, std::string_view why) {
    if (!fault_) fault_ = invalid(path_ + std::string(name), std::string(why));
  }

 private:
  const json::object& object_;
  std::string path_;
  std::optional<Refusal>& fault_;
};

orders::Customer read_customer(const json::object& object, std::optional<Refusal>& fault) {
  Reader in{object, "customer.", fault};
  in.known({"name", "email", "phone", "locale"});
  return {.name = in.text("name"),
          .email = in.text("email"),
          .phone = in.text("phone"),
          .locale = in.text("locale")};
}

orders::Device read_device(const json::object& object, std::size_t place, std::optional<Refusal>& fault) {
  Reader in{object, fmt::format("devices[{}].", place), fault};
  in.known({"kind", "brand", "model", "serial", "problem"});
  return {.kind = in.text("kind"),
          .brand = in.text("brand"),
          .model = in.text("model"),
          .serial = in.text("serial"),
          .problem = in.text("problem")};
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

Outcome<OrderBody> read_order(const json::object& object) {
  std::optional<Refusal> fault;
  Reader in{object, "", fault};
  in.known({"number", "external_id", "location", "customer", "devices", "promised_at", "note", "notify",
            "stage", "created_on", "created_at"});
  OrderBody body{.location = in.text("location")};
  auto& order = body.order;
  order.number = in.text("number");
  order.external_id = in.text("external_id");
  order.note = in.text("note");
  if (const auto* customer = in.object("customer")) order.customer = read_customer(*customer, fault);
  if (const auto* devices = in.array("devices"))
    for (const auto& device : *devices) {
      if (!device.is_object())
        in.fail("devices", "Each of them must be an object.");
      else
        order.devices.push_back(read_device(device.get_object(), order.devices.size(), fault));
    }

  // One of the two is enough: a second import must know the order again.
  if (order.number.empty()) order.number = order.external_id;
  if (order.external_id.empty()) order.external_id = order.number;
  if (order.external_id.empty())
    in.fail("external_id", "It must not be empty where there is no number either.");

  if (const auto written = in.text("stage"); !written.empty()) {
    if (const auto stage = orders::parse_stage(written))
      set_stage(body, *stage);
    else
      in.fail("stage", "A stage is created, received, in_progress, ready, collected, on_hold or cancelled.");
  }
  const auto instant = [&](std::string_view name) {
    const auto written = in.text(name);
    const auto when = parse_rfc3339(written);
    if (!written.empty() && !when) in.fail(name, "It must be a time such as 2026-05-01T17:00:00Z.");
    return when;
  };
  order.promised_at = instant("promised_at");
  order.created_at = instant("created_at");
  if (const auto written = in.text("created_on"); !written.empty()) {
    body.created_on = parse_date(written);
    if (!body.created_on) in.fail("created_on", "It must be a day of the calendar such as 2017-04-01.");
  }
  if (fault) return *fault;
  return body;
}

}  // namespace server
