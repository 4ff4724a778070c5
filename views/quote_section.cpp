#include "views/acting.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

namespace views {
namespace {

using orders::QuoteState;

bool decided(QuoteState state) {
  return state == QuoteState::approved || state == QuoteState::partially_approved ||
         state == QuoteState::declined;
}

std::string state_sentence(const orders::Quote& quote, QuoteState state, const OrderView& view,
                           const Locale& l) {
  if (decided(state) && quote.decision) {
    const auto when_said = l.date_time(quote.decision->at, view.zone);
    if (state == QuoteState::declined) return l.text("Declined on {date}", {{"date", when_said}});
    if (state == QuoteState::approved) return l.text("Approved on {date}", {{"date", when_said}});
    return l.text("Approved in part on {date}", {{"date", when_said}});
  }
  const auto last = last_day(quote);
  if (state == QuoteState::expired)
    return last ? l.text("Its last day was {date}", {{"date", l.day(*last)}}) : l.text("Past its date");
  return last ? l.text("Waiting for your answer, valid through {date}", {{"date", l.day(*last)}})
              : l.text("Waiting for your answer");
}

// What stands open is read line by line; what was decided keeps its receipt in sight and folds the lines.
Html open_quote(const OrderView& view, const orders::Quote& quote, QuoteState state, const Locale& l) {
  auto body = html(R"html(<p class="state">{}</p>
{})html",
                   state_sentence(quote, state, view, l), quote_table(quote, state, l));
  if (quote.deposit > 0)
    body += html("<p>{}</p>\n", l.text("Deposit on approval: {amount}",
                                       {{"amount", l.money({quote.deposit, quote.currency})}}));
  if (state == QuoteState::sent && acts(view, orders::Power::decide))
    return body += decision_form(view, quote, l);
  const auto& phone = view.location.contact.phone;
  if (state == QuoteState::expired && !phone.empty())
    body += html("<p>{} {}</p>\n", l.text("It can no longer be answered here. To have it renewed, call:"),
                 phone_link(phone));
  return body;
}

Html decided_quote(const OrderView& view, const orders::Quote& quote, QuoteState state, const Locale& l) {
  return html(R"html(<details><summary><span class="{}">{}</span> <span class="quiet">{}</span></summary>
{}</details>
{}{})html",
              state == QuoteState::declined ? "no" : "yes", state_sentence(quote, state, view, l),
              l.money({totals(quote).gross, quote.currency}), quote_table(quote, state, l),
              decision_receipt(view, quote, l), undo_form(view, quote, l));
}

}  // namespace

Html quote_section(const OrderView& view, const Locale& l) {
  const auto* quote = quote_in_force(view.order);
  if (!quote || !view.link.rights.prices) return {};
  const auto state = state_at(*quote, view.now);
  const auto title =
      quote->round > 1 ? l.text("Quote, round {n}", {{"n", std::to_string(quote->round)}}) : l.text("Quote");
  return html(R"html(<section id="quote" aria-labelledby="quote-h" class="card">
<h2 id="quote-h">{}</h2>
{}</section>
)html",
              title,
              decided(state) && quote->decision ? decided_quote(view, *quote, state, l)
                                                : open_quote(view, *quote, state, l));
}

}  // namespace views
