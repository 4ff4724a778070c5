#include "views/pdf.hpp"
#include "views/pdf_order.hpp"
#include "views/record_words.hpp"
#include "views/words.hpp"

namespace views {
namespace {

using orders::QuoteState;

std::string standing(const orders::Quote& quote, const OrderView& view, const Locale& l) {
  const auto decided_at = quote.decision ? l.date_time(quote.decision->at, view.zone) : std::string{};
  switch (state_at(quote, view.now)) {
    case QuoteState::draft: return {};
    case QuoteState::sent: return l.text("Waiting for your answer");
    case QuoteState::approved: return l.text("Approved on {date}", {{"date", decided_at}});
    case QuoteState::partially_approved: return l.text("Approved in part on {date}", {{"date", decided_at}});
    case QuoteState::declined: return l.text("Declined on {date}", {{"date", decided_at}});
    case QuoteState::expired: return l.text("Past its date");
    case QuoteState::superseded: return l.text("Replaced by a later round");
    case QuoteState::withdrawn: return l.text("Withdrawn by the shop");
  }
  return {};
}

std::string by(const orders::Decision& decision, const Locale& l) {
  const auto how = decision_method(decision.method, l);
  return decision.name.empty() ? how : how + " · " + decision.name;
}

void facts(Sheet& sheet, const OrderView& view, const orders::Quote& quote, const Locale& l) {
  order_facts(sheet, view, l);
  if (quote.sent_at) fact(sheet, {.label = l.text("Sent on"), .value = l.date(*quote.sent_at, view.zone)});
  if (const auto last = last_day(quote))
    fact(sheet, {.label = l.text("Valid through"), .value = l.day(*last)});
  fact(sheet, {.label = l.text("Answer"),
               .value = standing(quote, view, l),
               .note = quote.decision ? by(*quote.decision, l) : std::string{}});
}

void fingerprint(Sheet& sheet, const orders::Quote& quote, const Locale& l) {
  if (quote.sha256.empty()) return;
  sheet.space(26);
  sheet.keep(50);
  sheet.hairline();
  sheet.space(6);
  const Style small{.size = 8, .tone = Tone::quiet};
  sheet.paragraph(
      l.text("Fingerprint of this quote (SHA-256). An approval names it, so that nobody can change "
             "afterwards what was approved."),
      small);
  sheet.row({{.text = quote.sha256, .style = {.size = 8, .own = true}}}, 1);
}

}  // namespace

std::string quote_pdf(const OrderView& view, const orders::Quote& quote, const Locale& l) {
  const auto name =
      quote.round > 1 ? l.text("Quote, round {n}", {{"n", std::to_string(quote.round)}}) : l.text("Quote");
  return make_pdf(paper(name, view.order.number, view.shop, view.location, view.now), l, [&](Sheet& sheet) {
    letterhead(sheet, view.shop, view.location);
    title(sheet, name, l.text("Order") + " " + view.order.number);
    facts(sheet, view, quote, l);
    sheet.space(16);
    quote_lines(sheet, quote, quote.lines, state_at(quote, view.now), l);
    sheet.space(6);
    quote_sums(sheet, quote, l);
    if (quote.deposit > 0)
      sum(sheet, l.text("Deposit, to pay on approval"), l.money({quote.deposit, quote.currency}));
    fingerprint(sheet, quote, l);
  });
}

}  // namespace views
