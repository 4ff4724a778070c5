#include "orders/difference.hpp"
#include "views/console/order_parts.hpp"
#include "views/record_words.hpp"
#include "views/words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace views {
namespace {

using orders::Duty;
using orders::Quote;
using orders::QuoteState;

std::string date_text(orders::Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string remark(const orders::QuoteLine& line, QuoteState state) {
  const bool decided = state == QuoteState::approved || state == QuoteState::partially_approved;
  if (decided && !line.approved && line.kind != orders::LineKind::required) return "not taken";
  if (line.kind == orders::LineKind::optional) return "optional";
  if (line.kind == orders::LineKind::choice) return "choice: " + line.group;
  return {};
}

Html table(const OrderDesk& desk, const Quote& quote, QuoteState state) {
  const auto money = [&](std::int64_t amount) { return money_text(desk, amount, quote.currency); };
  const auto rows = each(quote.lines, [&](const orders::QuoteLine& line) {
    const auto sums = amounts(quote, line);
    const auto said = remark(line, state);
    return html(
        R"html(<tr><th scope="row"><bdi>{}</bdi> <small>{}</small></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>
)html",
        line.description, said, desk.locale.quantity(line.quantity), money(line.unit_price),
        desk.locale.percent(line.tax_bp), money(quote.tax_included ? sums.gross : sums.net));
  });
  const auto sums = totals(quote);
  const auto deposit = when(quote.deposit > 0, [&] {
    return html(R"html(<tr><th scope="row" colspan="4">Deposit at approval</th><td>{}</td></tr>
)html",
                money(quote.deposit));
  });
  return html(R"html(<div class="wide"><table class="money"><caption class="vh">Quote {}</caption>
<thead><tr><th scope="col">Item</th><th scope="col">Qty</th><th scope="col">Price</th><th scope="col">Tax</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
<tfoot><tr><th scope="row" colspan="4">Before tax</th><td>{}</td></tr>
<tr><th scope="row" colspan="4">Tax</th><td>{}</td></tr>
<tr class="total"><th scope="row" colspan="4">Total</th><td>{}</td></tr>
{}</tfoot></table></div>
)html",
              quote.round, quote.tax_included ? "With tax" : "Net", rows, money(sums.net), money(sums.tax),
              money(sums.gross), deposit);
}

Html decision(const OrderDesk& desk, const Quote& quote) {
  if (!quote.decision) return {};
  const auto& taken = *quote.decision;
  const auto who = taken.name.empty() ? std::string("somebody") : taken.name;
  const auto reference = when(!taken.reference.empty(), [&] { return html(" · {}", taken.reference); });
  const auto reason = when(!taken.reason.empty(), [&] {
    return html(R"html(<p class="reason" dir="auto"><span class="label">Reason</span> {}</p>
)html",
                taken.reason);
  });
  return html(R"html(<p class="decided">{} by <bdi>{}</bdi>, {} · {}{}</p>
{})html",
              quote_state_word(quote.state), who, short_time(desk, taken.at),
              decision_method(taken.method, desk.locale), reference, reason);
}

// What became different from the round that the customer had in hand before.
Html changes(const OrderDesk& desk, const Quote& quote) {
  const auto earlier = [&](const Quote& other) { return other.round < quote.round && other.sent_at; };
  auto before = desk.order.quotes | std::views::reverse | std::views::filter(earlier);
  if (before.empty()) return {};
  const auto moved = difference(before.front(), quote);
  if (!moved.same_currency || (moved.lines.empty() && moved.total_from == moved.total_to)) return {};
  const auto money = [&](std::int64_t amount) { return money_text(desk, amount, quote.currency); };
  const auto lines = each(moved.lines, [&](const orders::LineChange& line) {
    const auto said = !line.from ? "new: " + money(*line.to)
                      : !line.to ? "no longer: " + money(*line.from)
                                 : money(*line.from) + " → " + money(*line.to);
    return html(R"html(<li><bdi>{}</bdi> {}</li>
)html",
                line.description, said);
  });
  const auto total = moved.total_from == moved.total_to
                         ? money(moved.total_to) + " as before"
                         : money(moved.total_from) + " → " + money(moved.total_to);
  return html(R"html(<details class="fold"><summary>Changes since round {}</summary>
<ul class="plain-list">
{}<li><strong>Total {}</strong></li>
</ul>
</details>
)html",
              before.front().round, lines, total);
}

Html acts(const OrderDesk& desk, const Quote& quote, QuoteState state) {
  if (desk.order.ended_at || !desk.console.may(Duty::work)) return {};
  const auto rest = [&](std::string_view verb) { return fmt::format("/quotes/{}/{}", quote.round, verb); };
  Html all;
  if (state == QuoteState::draft)
    all += order_form(desk, rest("send"), press("Send to the customer", Weight::filled));
  if (state == QuoteState::draft || state == QuoteState::sent || state == QuoteState::expired)
    all += order_form(desk, rest("withdraw"), press(state == QuoteState::draft ? "Throw away" : "Withdraw"));
  if ((state == QuoteState::sent || state == QuoteState::expired) && quote.valid_until)
    all += fold(
        desk, {.id = "extend", .summary = "Extend", .fields = {"extend_until"}},
        order_form(desk, rest("extend"),
                   html("{}{}",
                        order_field(desk, {.label = "Valid until",
                                           .name = "extend_until",
                                           .value = date_text(last_day(quote).value_or(*quote.valid_until)),
                                           .type = "date",
                                           .required = true}),
                        press("Extend"))));
  if (state == QuoteState::sent && desk.console.may(Duty::manage)) all += quote_decision_form(desk, quote);
  return html(R"html(<div class="actions">{}</div>
)html",
              all);
}

Html one(const OrderDesk& desk, const Quote& quote) {
  const auto state = state_at(quote, desk.console.now);
  const auto until = maybe(last_day(quote),
                           [&](orders::Date day) { return html(" · valid until {}", desk.locale.day(day)); });
  const auto sent =
      maybe(quote.sent_at, [&](orders::Instant when) { return html(" · sent {}", short_time(desk, when)); });
  const auto paper = when(quote.sent_at.has_value(), [&] {
    return html(R"html( · <a href="{}" download>PDF</a>)html",
                order_url(desk, fmt::format("/quotes/{}.pdf", quote.round)));
  });
  return html(
      R"html(<li class="quote" id="quote-{}"><p><strong>Quote {}</strong> {} <span class="quiet">{}{}{}{}</span></p>
{}{}{}{}</li>
)html",
      quote.round, quote.round, chip(quote_state_word(state), quote_state_tone(state)),
      money_text(desk, totals(quote).gross, quote.currency), sent, until, paper, decision(desk, quote),
      table(desk, quote, state), changes(desk, quote), acts(desk, quote, state));
}

// A draft that nobody has seen and that another took the place of says nothing.
bool counts(const Quote& quote) { return quote.sent_at || quote.state == QuoteState::draft; }

}  // namespace

Html order_quotes(const OrderDesk& desk) {
  Html now, before;
  bool first = true;
  for (const auto& quote : desk.order.quotes | std::views::reverse | std::views::filter(counts)) {
    (first ? now : before) += one(desk, quote);
    first = false;
  }
  const auto earlier = when(!before.empty(), [&] {
    return html(R"html(<details class="fold" id="earlier-quotes"><summary>Earlier rounds</summary>
<ul class="quotes">
{}</ul>
</details>
)html",
                before);
  });
  const auto standing = now.empty() ? html(R"html(<p class="quiet">No quote yet.</p>
)html")
                                    : html(R"html(<ul class="quotes">
{}</ul>
)html",
                                           now);
  return html(R"html(<section class="panel" id="quotes" aria-labelledby="quotes-h">
<h2 id="quotes-h">Quote</h2>
{}{}{}</section>
)html",
              standing, earlier, quote_editor(desk));
}

}  // namespace views
