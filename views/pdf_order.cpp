#include "views/pdf_order.hpp"

#include "views/words.hpp"

namespace views {
namespace {

constexpr double sums_height = 110;  // of the sums under a table, points: they stay together

using orders::LineKind;
using orders::QuoteState;

std::string remark(const orders::QuoteLine& line, QuoteState state, const Locale& l) {
  if (state == QuoteState::approved || state == QuoteState::partially_approved)
    return line.approved || line.kind == LineKind::required ? std::string{} : l.text("not taken");
  if (line.kind == LineKind::optional) return l.text("optional, not in the total");
  if (line.kind == LineKind::choice) return l.text("one of these is chosen");
  return {};
}

}  // namespace

void order_facts(Sheet& sheet, const OrderView& view, const Locale& l) {
  fact(sheet, {.label = l.text("For"), .value = view.order.customer.name, .own = true});
  for (const auto& device : view.order.devices) {
    const auto serial = last_four(device.serial);
    fact(sheet, {.label = l.text("Device"),
                 .value = device_in_full(device, l) + (serial.empty() ? "" : " · " + serial),
                 .own = true});
  }
}

void quote_lines(Sheet& sheet, const orders::Quote& quote, const std::vector<orders::QuoteLine>& lines,
                 QuoteState state, const Locale& l) {
  const auto money = [&](std::int64_t amount) { return l.money({amount, quote.currency}); };
  std::vector<Row> rows;
  for (const auto& line : lines) {
    const auto sums = amounts(quote, line);
    rows.push_back({{line.description, remark(line, state, l)},
                    {l.quantity(line.quantity)},
                    {money(line.unit_price)},
                    {l.percent(line.tax_bp)},
                    {money(quote.tax_included ? sums.gross : sums.net)}});
  }
  sheet.table({{.to = 0.46, .own = true},
               {.from = 0.46, .to = 0.56, .edge = Edge::end},
               {.from = 0.57, .to = 0.73, .edge = Edge::end},
               {.from = 0.73, .to = 0.82, .edge = Edge::end},
               {.from = 0.82, .to = 1, .edge = Edge::end}},
              {{l.text("Item")},
               {l.text("Quantity")},
               {l.text("Unit price")},
               {l.text("Tax")},
               {quote.tax_included ? l.text("Price with tax") : l.text("Price before tax")}},
              rows, sums_height);
}

void quote_sums(Sheet& sheet, const orders::Quote& quote, const Locale& l) {
  const auto sums = totals(quote);
  const auto money = [&](std::int64_t amount) { return l.money({amount, quote.currency}); };
  sheet.keep(sums_height);
  sum(sheet, l.text("Before tax"), money(sums.net));
  sum(sheet, l.text("Tax"), money(sums.tax));
  sum(sheet, l.text("Total"), money(sums.gross), true);
}

}  // namespace views
