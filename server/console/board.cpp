#include "views/console/board.hpp"

#include "server/console/desk.hpp"
#include "server/console/lists.hpp"
#include "server/services.hpp"

namespace server {

Task<Response> board_page(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  const auto board = co_await services.store.board(desk.shop.id, desk.staff().location, desk.at);
  const auto console = desk.view();
  co_return desk_page(desk, {.title = "Today",
                             .place = views::Place::board,
                             .main = views::board_main({.console = console,
                                                        .waiting = board.waiting,
                                                        .ready = board.ready,
                                                        .overdue = board.overdue,
                                                        .unanswered = board.unanswered})});
}

}  // namespace server
