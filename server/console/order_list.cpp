#include "views/console/order_list.hpp"

#include "server/console/desk.hpp"
#include "server/console/lists.hpp"
#include "server/services.hpp"

#include <algorithm>
#include <charconv>

namespace server {

namespace {

constexpr int page_rows = 50, most_rows = 200;

// Who searches looks everywhere; who looks sees what is to be done.
views::ListAsk read_ask(const Request& request) {
  const auto text = [&](std::string_view name) { return request.parameter(name).value_or(""); };
  views::ListAsk ask{.text = text("q"),
                     .stage = text("stage"),
                     .quote = text("quote"),
                     .location = text("location"),
                     .overdue = !text("overdue").empty(),
                     .unanswered = !text("unanswered").empty()};
  if (ask.stage.empty() || (ask.stage != "all" && !orders::parse_stage(ask.stage)))
    ask.stage = ask.text.empty() || ask.stage == "open" ? "open" : "all";
  if (!orders::parse_quote_standing(ask.quote)) ask.quote.clear();
  return ask;
}

store::OrderFilter filter_of(const Desk& desk, const views::ListAsk& ask) {
  store::OrderFilter filter{.shop = desk.shop.id,
                            .location = desk.staff().location,
                            .stage = orders::parse_stage(ask.stage),
                            .quote = orders::parse_quote_standing(ask.quote),
                            .at = desk.at,
                            .unanswered = ask.unanswered,
                            .text = ask.text};
  if (ask.stage == "open") filter.open = true;
  if (ask.overdue) filter.overdue_at = desk.at;
  const auto named = std::ranges::find(desk.locations, ask.location, &orders::Location::slug);
  if (named != desk.locations.end()) filter.location = named->id;
  return filter;
}

int rows_of(const Request& request) {
  const auto text = request.parameter("rows").value_or("");
  int rows = page_rows;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return std::clamp(rows, 1, most_rows);
}

}  // namespace

Task<Response> list_page(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  const auto console = desk.view();
  views::OrderListView view{.console = console, .locations = desk.locations, .ask = read_ask(request)};
  auto filter = filter_of(desk, view.ask);
  auto board = co_await services.store.board(desk.shop.id, filter.location, desk.at);
  auto found = co_await services.store.list_orders(std::move(filter), request.parameter("after").value_or(""),
                                                   rows_of(request));
  view.counts = std::move(board.by_stage);
  view.cards = std::move(found.items);
  view.next = std::move(found.next);
  auto response = desk_page(
      desk, {.title = "Orders", .place = views::Place::orders, .main = views::order_list_main(view)});
  // What was searched for stands on the page beside the session's token: compressed, its size would tell of
  // it.
  response.compressible = request.query.empty();
  co_return response;
}

}  // namespace server
