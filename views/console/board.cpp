#include "views/console/board.hpp"

#include "views/console/list_parts.hpp"

#include <fmt/format.h>

namespace views {
namespace {

struct Pile {
  std::string_view id, title, none, all;  // `all` is where the whole list stands
  std::string_view key;
  const std::vector<orders::OrderCard>& cards;
};

Html card(const ConsoleView& view, std::string_view pile, const orders::OrderCard& order) {
  const auto balance = card_balance(order);
  const auto owed = when(!balance.empty(), [&] {
    return html(R"html(<span class="owed"><span class="vh">balance </span>{}</span>)html", balance);
  });
  const auto head = html(
      R"html(<a id="{}-{}" class="row-link" data-row href="{}"><span class="no">{}</span> <strong class="who">{}</strong></a>)html",
      pile, order.id.text(), order_address(order.id), order.number,
      order.customer.empty() ? "No name" : order.customer);
  return html(R"html(<li class="row" data-keys>
{}
<span class="what">{}</span>
<span class="marks">{}</span>
<span class="when">{}</span><span class="sum">{}</span><span class="changed">{}</span>
</li>
)html",
              head, order.device, card_chips(order), card_promise(view, order), owed,
              moment_ago(view, order.updated_at));
}

Html pile(const BoardView& view, const Pile& what) {
  const auto more = what.cards.size() >= view.most;
  const auto count = fmt::format("{}{}", what.cards.size(), more ? "+" : "");
  const auto cards = each(what.cards, [&](const auto& order) { return card(view.console, what.id, order); });
  const auto body = what.cards.empty() ? html(R"html(<p class="empty">{}</p>
)html",
                                              what.none)
                                       : html(R"html(<ol class="orders tight">
{}</ol>
)html",
                                              cards);
  return html(R"html(<section class="pile panel" id="{}" aria-labelledby="{}-h">
<h2 id="{}-h"><a href="{}" data-key="{}">{} <small>{}</small> <kbd>{}</kbd></a></h2>
{}</section>
)html",
              what.id, what.id, what.id, Url::local(std::string(what.all)), what.key, what.title, count,
              what.key, body);
}

}  // namespace

Html board_main(const BoardView& view) {
  auto piles =
      pile(view, {"overdue", "Overdue", "Nothing is late.", "/staff/orders?overdue=1", "1", view.overdue});
  piles += pile(view, {"unanswered", "Unanswered", "Everybody has an answer.", "/staff/orders?unanswered=1",
                       "2", view.unanswered});
  piles += pile(view, {"waiting", "Waiting for approval", "No quote waits for a customer.",
                       "/staff/orders?quote=waiting", "3", view.waiting});
  piles += pile(view, {"ready", "Ready to collect", "Nothing waits on the shelf.",
                       "/staff/orders?stage=ready", "4", view.ready});
  return html(R"html({}<div class="board" data-live>
{}</div>
)html",
              page_head("Today"), piles);
}

}  // namespace views
