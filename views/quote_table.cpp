#include "views/acting.hpp"
#include "views/catalogue.hpp"

namespace views {
namespace {

using orders::LineKind;
using orders::QuoteState;

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

}  // namespace

Html quote_table(const orders::Quote& quote, QuoteState state, const Locale& l) {
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

}  // namespace views
