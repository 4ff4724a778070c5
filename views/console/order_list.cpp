#include "views/console/order_list.hpp"

#include "views/console/list_parts.hpp"
#include "views/console/order_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace views {

using orders::Stage;

namespace {

Url list_address(const ListAsk& ask, const std::string& cursor = {}) {
  const std::vector<std::pair<std::string_view, std::string>> parameters{
      {"q", ask.text},
      {"stage", ask.stage},
      {"quote", ask.quote},
      {"location", ask.location},
      {"overdue", ask.overdue ? "1" : ""},
      {"unanswered", ask.unanswered ? "1" : ""},
      {"after", cursor}};
  return Url::local("/staff/orders" + query_text(parameters));
}

std::int64_t count_of(const OrderListView& view, Stage stage) {
  const auto found = view.counts.find(stage);
  return found == view.counts.end() ? 0 : found->second;
}

Html tab(const OrderListView& view, std::string_view name, std::string_view said, std::int64_t count) {
  auto ask = view.ask;
  const bool here = ask.stage == name;
  ask.stage = name;
  if (here)
    return html(R"html(<a href="{}" aria-current="page">{} <small>{}</small></a>
)html",
                list_address(ask), said, count);
  return html(R"html(<a href="{}">{} <small>{}</small></a>
)html",
              list_address(ask), said, count);
}

Html tabs(const OrderListView& view) {
  constexpr Stage shown[] = {Stage::created, Stage::received,  Stage::in_progress, Stage::ready,
                             Stage::on_hold, Stage::collected, Stage::cancelled};
  std::int64_t open = 0, all = 0;
  Html each_stage;
  for (const auto stage : shown) {
    const auto count = count_of(view, stage);
    all += count;
    if (stage != Stage::collected && stage != Stage::cancelled) open += count;
    each_stage += tab(view, orders::name(stage), stage_word(stage), count);
  }
  return html(R"html(<nav class="tabs" id="list-tabs" aria-label="Stages">
{}{}{}</nav>
)html",
              tab(view, "open", "Open", open), each_stage, tab(view, "all", "All", all));
}

Html options(const std::vector<Choice>& choices, std::string_view chosen) {
  return each(choices, [&](const Choice& one) {
    return one.value == chosen
               ? html(R"html(<option value="{}" selected>{}</option>)html", one.value, one.label)
               : html(R"html(<option value="{}">{}</option>)html", one.value, one.label);
  });
}

Html filter_box(std::string_view name, std::string_view said, bool ticked) {
  if (ticked)
    return html(R"html(<label class="tick"><input type="checkbox" name="{}" value="1" checked> {}</label>
)html",
                name, said);
  return html(R"html(<label class="tick"><input type="checkbox" name="{}" value="1"> {}</label>
)html",
              name, said);
}

Html filters(const OrderListView& view) {
  using orders::QuoteStanding;
  const auto& ask = view.ask;
  std::vector<Choice> quotes{{"", "Any quote"}};
  for (const auto standing :
       {QuoteStanding::draft, QuoteStanding::waiting, QuoteStanding::approved,
        QuoteStanding::partially_approved, QuoteStanding::declined, QuoteStanding::expired})
    quotes.push_back({std::string(orders::name(standing)), quote_word(standing)});
  std::vector<Choice> places{{"", "All locations"}};
  for (const auto& location : view.locations) places.push_back({location.slug, location.name});
  const auto locations = when(view.locations.size() > 1, [&] {
    return html(R"html(<label class="vh" for="f-location">Location</label>
<select id="f-location" name="location">{}</select>
)html",
                options(places, ask.location));
  });
  return html(R"html(<form id="filter" class="filters" role="search" action="{}" aria-label="Orders">
<label class="vh" for="q">Search by number, name, telephone, device or serial</label>
<input type="search" id="q" name="q" value="{}" placeholder="Number, name, telephone, device, serial" data-key="/" data-key-label="Search" autocomplete="off" maxlength="200">
<button type="submit" class="plain">Search <kbd>/</kbd></button>
<input type="hidden" name="stage" value="{}">
<label class="vh" for="f-quote">Quote</label>
<select id="f-quote" name="quote">{}</select>
{}{}{}</form>
)html",
              Url::local("/staff/orders"), ask.text, ask.stage, options(quotes, ask.quote), locations,
              filter_box("overdue", "Overdue", ask.overdue),
              filter_box("unanswered", "Unanswered", ask.unanswered));
}

// What all buttons that copy a link send; each says where to.
Html copy_form(const OrderListView& view) {
  if (view.cards.empty()) return {};
  return html(R"html(<form id="copy" method="post" action="{}">{}</form>
)html",
              Url::local("/staff/orders"), csrf_field(view.console));
}

Html copy_button(const ConsoleView& console, const orders::OrderCard& card) {
  if (!console.may(orders::Duty::work)) return {};
  return html(
      R"html(<button type="submit" class="plain small" form="copy" formaction="{}" name="channel" value="copy" data-copy-link data-number="{}" data-key="c" data-key-label="Copy the customer's link">Copy link<span class="vh"> of {}</span></button>
)html",
      order_address(card.id, "/links/copy"), card.number, card.number);
}

Html row(const OrderListView& view, const orders::OrderCard& card) {
  const auto balance = card_balance(card);
  const auto owed = when(!balance.empty(), [&] {
    return html(R"html(<span class="owed"><span class="vh">balance </span>{}</span>)html", balance);
  });
  const auto first = html(
      R"html(<a id="row-{}" class="row-link" data-row href="{}"><span class="no">{}</span> <strong class="who">{}</strong></a>
<span class="what">{}</span>
)html",
      card.id.text(), order_address(card.id), card.number, card.customer.empty() ? "No name" : card.customer,
      card.device);
  const auto rest = html(R"html(<span class="marks">{}</span>
<span class="when">{}</span>
<span class="sum">{}</span>
<span class="changed">{}</span>
)html",
                         card_chips(card), card_promise(view.console, card), owed,
                         moment_ago(view.console, card.updated_at));
  return html(R"html(<li id="o-{}" class="row" data-keys>
{}{}{}</li>
)html",
              card.id.text(), first, rest, copy_button(view.console, card));
}

Html nothing(const ListAsk& ask) {
  const bool narrowed = !ask.text.empty() || !ask.quote.empty() || ask.overdue || ask.unanswered;
  if (!narrowed)
    return html(R"html(<p class="empty" id="none">No orders here.</p>
)html");
  return html(R"html(<p class="empty" id="none">No order fits. <a href="{}">Show all orders</a></p>
)html",
              Url::local("/staff/orders?stage=all"));
}

Html rows(const OrderListView& view) {
  auto list = html(R"html(<ol id="orders" class="orders">
{}</ol>
)html",
                   each(view.cards, [&](const auto& card) { return row(view, card); }));
  if (view.cards.empty()) list += nothing(view.ask);
  if (!view.next.empty())
    list += html(R"html(<p class="more"><a id="more" href="{}">More orders</a></p>
)html",
                 list_address(view.ask, view.next));
  return list;
}

// Filled by the script on a wide screen; without it a row leads to the order's own page.
Html pane() {
  return html(R"html(<section id="pane" class="pane" aria-label="The order" tabindex="-1" data-keep hidden>
<p class="pane-bar"><a data-alone href="{}">On a page of its own</a> <button type="button" class="plain small" data-close>Close <kbd>Esc</kbd></button></p>
<div data-body></div>
</section>
)html",
              Url::local("/staff/orders"));
}

}  // namespace

Html order_list_main(const OrderListView& view) {
  const auto make = when(view.console.may(orders::Duty::work), [&] {
    return html(R"html(<a class="button" href="{}" data-key="n">New order <kbd>n</kbd></a>
)html",
                Url::local("/staff/orders/new"));
  });
  return html(R"html({}<div class="split" data-live>
<div class="list">
{}{}{}{}</div>
{}</div>
)html",
              page_head("Orders", make), tabs(view), filters(view), copy_form(view), rows(view), pane());
}

}  // namespace views
