#include "views/catalogue.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::LineKind;
using orders::QuoteState;

bool decided(QuoteState state) {
  return state == QuoteState::approved || state == QuoteState::partially_approved ||
         state == QuoteState::declined;
}

std::string standing(const orders::QuoteLine& line, QuoteState state, const Locale& l) {
  if (state == QuoteState::approved || state == QuoteState::partially_approved)
    return line.approved || line.kind == LineKind::required ? std::string{} : l.text("not taken");
  if (line.kind == LineKind::optional) return l.text("optional, not in the total");
  if (line.kind == LineKind::choice) return l.text("one of these is chosen");
  return {};
}

Html row(const orders::Quote& quote, const orders::QuoteLine& line, QuoteState state, const Locale& l) {
  const auto sums = amounts(quote, line);
  auto detail =
      fill("{quantity} × {price}",
           {{"quantity", l.quantity(line.quantity)}, {"price", l.money({line.unit_price, quote.currency})}},
           l.right_to_left());
  if (line.tax_bp > 0) detail += " · " + l.text("{rate} tax", {{"rate", l.percent(line.tax_bp)}});
  const auto said = standing(line, state, l);
  const auto word =
      when(!said.empty(), [&] { return html(R"html( <span class="tag">{}</span>)html", said); });
  return html(R"html(<tr><th scope="row"><bdi>{}</bdi>{}<br><small>{}</small></th><td>{}</td></tr>
)html",
              line.description, word, detail,
              l.money({quote.tax_included ? sums.gross : sums.net, quote.currency}));
}

Html table(const orders::Quote& quote, QuoteState state, const Locale& l) {
  const auto sums = totals(quote);
  const auto money = [&](std::int64_t amount) { return l.money({amount, quote.currency}); };
  const auto rows = each(quote.lines, [&](const auto& line) { return row(quote, line, state, l); });
  const auto heading = quote.tax_included ? l.text("Price with tax") : l.text("Price before tax");
  return html(R"html(<table class="money"><caption class="vh">{}</caption>
<thead><tr><th scope="col">{}</th><th scope="col">{}</th></tr></thead>
<tbody>
{}</tbody>
)html"
              R"html(<tfoot>
<tr><th scope="row">{}</th><td>{}</td></tr>
<tr><th scope="row">{}</th><td>{}</td></tr>
<tr class="total"><th scope="row">{}</th><td>{}</td></tr>
</tfoot>
</table>
)html",
              l.text("Lines of the quote"), l.text("Item"), heading, rows, l.text("Before tax"),
              money(sums.net), l.text("Tax"), money(sums.tax), l.text("Total"), money(sums.gross));
}

std::string state_sentence(const orders::Quote& quote, QuoteState state, const OrderView& view,
                           const Locale& l) {
  if (decided(state) && quote.decision) {
    const auto when_said = l.date_time(quote.decision->at, view.zone);
    if (state == QuoteState::declined) return l.text("Declined on {date}", {{"date", when_said}});
    if (state == QuoteState::approved) return l.text("Approved on {date}", {{"date", when_said}});
    return l.text("Approved in part on {date}", {{"date", when_said}});
  }
  if (state == QuoteState::expired && quote.valid_until)
    return l.text("Its last day was {date}", {{"date", l.day(*quote.valid_until)}});
  if (state == QuoteState::expired) return l.text("Past its date");
  if (quote.valid_until)
    return l.text("Waiting for your answer, valid through {date}", {{"date", l.day(*quote.valid_until)}});
  return l.text("Waiting for your answer");
}

std::string how(const orders::Decision& decision, const Locale& l) {
  switch (decision.method) {
    case orders::DecisionMethod::link: return l.text("Answered on this page");
    case orders::DecisionMethod::phone: return l.text("Answered by telephone");
    case orders::DecisionMethod::email: return l.text("Answered by e-mail");
    case orders::DecisionMethod::in_store: return l.text("Answered in the shop");
    case orders::DecisionMethod::pre_authorised: return l.text("Within the limit you agreed beforehand");
  }
  return {};
}

}  // namespace

Html quote_section(const OrderView& view, const Locale& l) {
  const auto* quote = quote_in_force(view.order);
  if (!quote || !view.link.rights.prices) return {};
  const auto state = state_at(*quote, view.now);
  const auto said = state_sentence(*quote, state, view, l);
  const auto total = l.money({totals(*quote).gross, quote->currency});
  const auto title =
      quote->round > 1 ? l.text("Quote, round {n}", {{"n", std::to_string(quote->round)}}) : l.text("Quote");
  const auto deposit = when(quote->deposit > 0 && !decided(state), [&] {
    return html("<p>{}</p>\n", l.text("Deposit on approval: {amount}",
                                      {{"amount", l.money({quote->deposit, quote->currency})}}));
  });
  const auto decision = maybe(quote->decision, [&](const orders::Decision& made) {
    const auto by = made.name.empty() ? how(made, l) : how(made, l) + " · " + short_name(made.name);
    return html(R"html(<p class="quiet"><bdi>{}</bdi></p>
)html",
                by);
  });
  const auto lines = table(*quote, state, l);
  // What is finished folds to one line.
  const auto body =
      decided(state)
          ? html(R"html(<details><summary><span class="{}">{}</span> <span class="quiet">{}</span></summary>
{}{}</details>
)html",
                 state == QuoteState::declined ? "no" : "yes", said, total, lines, decision)
          : html(R"html(<p class="state">{}</p>
{}{})html",
                 said, lines, deposit);
  return html(R"html(<section id="quote" aria-labelledby="quote-h" class="card">
<h2 id="quote-h">{}</h2>
{}</section>
)html",
              title, body);
}

}  // namespace views
