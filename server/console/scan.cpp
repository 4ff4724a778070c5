#include "views/console/scan.hpp"

#include "server/console/desk.hpp"
#include "server/console/lists.hpp"
#include "server/http/limits.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "tokens/collection_code.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

constexpr int batch = 200, most_batches = 10;  // orders on the shelf that a code is looked for among

Response scan_page_of(const Desk& desk, const views::Faults& faults, int status = 200,
                      std::string notice = {}) {
  return desk_page(desk,
                   {.title = "Collect",
                    .place = views::Place::scan,
                    .main = views::scan_main(desk.view(), faults),
                    .notice = std::move(notice),
                    .has_scanner = true},
                   status);
}

bool fits(const Desk& desk, const orders::Order& order, std::string_view code) {
  const auto* ready = ready_event(order, orders::StatusTable::standard());
  return ready && tokens::is_collection_code(desk.settings->keys, code, order.id, ready->id.uuid);
}

// A code says nothing about its order: those that are ready are asked one by one.
Task<std::optional<orders::Order>> order_of(Services& services, const Desk& desk, const std::string& code) {
  const auto said = std::ranges::count_if(code, [](char c) { return c != '-' && c != ' '; });
  if (said != 8) co_return std::nullopt;
  std::string cursor;
  for (int i = 0; i < most_batches; ++i) {
    store::OrderFilter filter{
        .shop = desk.shop.id, .location = desk.staff().location, .stage = orders::Stage::ready};
    auto slice = co_await services.store.list_orders(std::move(filter), std::move(cursor), batch);
    for (const auto& card : slice.items) {
      auto order = co_await services.store.find_order(desk.shop.id, card.id);
      if (order && fits(desk, *order, code)) co_return order;
    }
    cursor = std::move(slice.next);
    if (cursor.empty()) break;
  }
  co_return std::nullopt;
}

// The order behind a customer's address, as the label on a device has it.
Task<std::optional<orders::Order>> order_of_label(Services& services, const Desk& desk,
                                                  std::string_view text) {
  const auto at = text.rfind("/t/");
  if (at == text.npos) co_return std::nullopt;
  const auto code = tokens::Code::parse(text.substr(at + 3), desk.settings->keys);
  if (!code) co_return std::nullopt;
  const auto found = co_await services.store.find_link(code->link_id());
  if (!found || !desk.sees(found->order)) co_return std::nullopt;
  co_return found->order;
}

Response hand_over_page(const Posted& posted, const orders::Order& order, const views::Faults& faults,
                        int status) {
  const auto& desk = posted.desk;
  const auto console = desk.view();
  const auto operation = posted.text("operation");
  const views::HandOverView view{
      .console = console,
      .order = order,
      .code = posted.text("code"),
      .operation = operation.empty() ? orders::uuid_text(tokens::new_uuid(desk.at)) : operation,
      .recipient = posted.text("recipient"),
      .faults = faults};
  return desk_page(
      desk, {.title = "Collect", .place = views::Place::scan, .main = views::hand_over_main(view)}, status);
}

const views::Faults no_such_code{
    {"code",
     "No order that is ready has this code. It may have been handed over already, or the code was misread."}};
const views::Faults handed_over_before{{"code", "This order has been handed over already."}};

Task<Response> hand_over(Services& services, const Posted& posted) {
  const auto& desk = posted.desk;
  auto found = co_await order_at(services, desk, posted.text("order"));
  if (auto* answer = std::get_if<Response>(&found)) co_return std::move(*answer);
  const auto& order = std::get<orders::Order>(found);
  // What is not ready is refused by the rule, unless this very press handed it over a moment ago.
  const bool ready = ready_event(order, orders::StatusTable::standard()) != nullptr;
  if (ready && !fits(desk, order, posted.text("code"))) co_return scan_page_of(desk, no_such_code, 422);
  const orders::HandOver wanted{posted.text("recipient")};
  if (wanted.recipient.empty()) {
    const views::Faults faults{{"recipient", "Write down who takes it."}};
    co_return hand_over_page(posted, order, faults, 422);
  }
  const auto fresh = tokens::new_uuid(desk.at);
  const auto operation = orders::parse_uuid(posted.text("operation")).value_or(fresh);
  const auto done =
      co_await services.store.change_order(desk.shop.id, order.id, wanted, desk.context(), operation);
  if (done) co_return see_other("/staff/scan?given=" + order.id.text());
  if (done.error().reason == orders::Reason::conflict) co_return scan_page_of(desk, handed_over_before, 409);
  co_return hand_over_page(posted, order, faults_of(done.error()), 422);
}

}  // namespace

Task<Response> scan_page(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::work);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  std::string notice;
  if (const auto id = orders::OrderId::parse(request.parameter("given").value_or(""))) {
    const auto order = co_await services.store.find_order(desk.shop.id, *id);
    if (order && desk.sees(*order)) notice = fmt::format("{} has been handed over.", order->number);
  }
  co_return scan_page_of(desk, {}, 200, std::move(notice));
}

Task<Response> scan_code(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, orders::Duty::work);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  if (posted.text("step") == "hand_over") co_return co_await hand_over(services, posted);
  const auto code = posted.text("code");
  if (const auto labelled = co_await order_of_label(services, desk, code))
    co_return see_other("/staff/orders/" + labelled->id.text());
  if (const auto order = co_await order_of(services, desk, code))
    co_return hand_over_page(posted, *order, {}, 200);
  if (services.limits.collection("desk " + desk.staff().id.text(), desk.at).count() > 0) {
    const views::Faults faults{
        {"code", "Too many wrong codes. Open the order by its number, or wait a little."}};
    co_return scan_page_of(desk, faults, 429);
  }
  co_return scan_page_of(desk, no_such_code, 422);
}

}  // namespace server
