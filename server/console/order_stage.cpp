#include "server/console/answers.hpp"
#include "server/console/order_desk.hpp"
#include "server/console/order_handlers.hpp"
#include "server/json/dates.hpp"

#include <charconv>

namespace server {

namespace {

using orders::Duty;
using orders::Stage;

// Who cancels or brings back an order answers for it.
bool is_for_managers(const orders::Order& order, Stage wanted) {
  return wanted == Stage::cancelled || order.ended_at.has_value();
}

// "2026-05-01T17:00" on the clock of the order's location.
std::optional<orders::Instant> parse_local(std::string_view text, const orders::Zone& zone) {
  if (text.size() < 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  int hour = -1, minute = -1;
  std::from_chars(text.data() + 11, text.data() + 13, hour);
  std::from_chars(text.data() + 14, text.data() + 16, minute);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return zone.at(*date, std::chrono::minutes{hour * 60 + minute});
}

const FieldNames stage_names{{"note", "stage_note"}};
const FieldNames promise_names{{"reason", "promise_reason"}};

orders::Command read_stage(const OrderPost& post, Stage stage) {
  return orders::SetStage{stage, post.text("stage_note"), post.ticked("stage_public")};
}

std::string note_field(orders::DeviceId device) { return "device_note_" + device.text(); }

orders::Command read_status(const OrderPost& post, orders::DeviceId device) {
  return orders::SetDeviceStatus{device, post.text("status"), post.text(note_field(device)),
                                 post.ticked("device_public_" + device.text())};
}

orders::Outcome<orders::Command> read_promise(const OrderPost& post) {
  orders::SetPromise wanted{.reason = post.text("promise_reason")};
  const auto typed = post.text("promised_at");
  if (!typed.empty()) {
    wanted.promised_at = parse_local(typed, zone_at(post.desk(), post.order));
    if (!wanted.promised_at)
      return orders::Refusal{orders::Reason::invalid, "promised_at", "That is no date and time."};
  }
  return orders::Command{std::move(wanted)};
}

orders::Command read_note(const OrderPost& post) {
  return orders::AddNote{post.text("note"), post.ticked("note_public")};
}

}  // namespace

Task<Response> desk_set_stage(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto stage = orders::parse_stage(post.text("stage"));
  if (!stage) co_return desk_message(post.desk(), 400, views::Setback::unreadable);
  if (is_for_managers(post.order, *stage) && !post.desk().may(Duty::manage))
    co_return desk_message(post.desk(), 403, views::Setback::not_allowed);
  co_return co_await do_to_order(services, post, read_stage(post, *stage), "head", stage_names);
}

Task<Response> desk_set_status(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto device = orders::DeviceId::parse(captures[1]);
  if (!device) co_return desk_not_found(post.desk());
  FieldNames names;
  names.emplace_back("note", note_field(*device));
  co_return co_await do_to_order(services, post, read_status(post, *device), "devices", names);
}

Task<Response> desk_set_promise(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  auto wanted = read_promise(post);
  if (!wanted) co_return co_await not_done(services, post, wanted.error());
  co_return co_await do_to_order(services, post, *std::move(wanted), "head", promise_names);
}

Task<Response> desk_add_note(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  co_return co_await do_to_order(services, post, read_note(post), "history");
}

}  // namespace server
