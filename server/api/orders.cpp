#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/pages/answers.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Refusal;

namespace {

Outcome<orders::Command> read_stage(const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"stage", "note", "public"});
  in.needs({"stage"});
  const auto stage =
      in.word("stage", orders::parse_stage,
              "A stage is created, received, in_progress, ready, collected, on_hold or cancelled.");
  orders::SetStage wanted{.note = in.text("note"), .visible = in.flag("public")};
  if (fault) return *fault;
  wanted.stage = *stage;
  return orders::Command{std::move(wanted)};
}

Outcome<orders::Command> read_device_status(orders::DeviceId device, const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"status", "note", "public"});
  in.needs({"status"});
  orders::SetDeviceStatus wanted{device, in.text("status"), in.text("note"), in.flag("public")};
  if (fault) return *fault;
  return orders::Command{std::move(wanted)};
}

}  // namespace

Task<Response> api_show_order(Call& call) { co_return co_await send_order(call, call.order); }

Task<Response> api_set_stage(Call& call) { co_return co_await answer_change(call, read_stage(call.body)); }

Task<Response> api_set_device_status(Call& call) {
  const auto device = orders::DeviceId::parse(call.captures[1]);
  const auto& devices = call.order.devices;
  if (!device || std::ranges::find(devices, *device, &orders::Device::id) == devices.end())
    co_return problem(404, "Not found", "This order has no such device.");
  co_return co_await answer_change(call, read_device_status(*device, call.body));
}

}  // namespace server
