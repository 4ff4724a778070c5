#include "orders/difference.hpp"

#include <algorithm>

namespace orders {
namespace {

const QuoteLine* counterpart(const Quote& quote, const QuoteLine& line) {
  const auto by_id = std::ranges::find(quote.lines, line.id, &QuoteLine::id);
  if (by_id != quote.lines.end()) return &*by_id;
  const auto by_name = std::ranges::find(quote.lines, line.description, &QuoteLine::description);
  return by_name == quote.lines.end() ? nullptr : &*by_name;
}

}  // namespace

QuoteDifference difference(const Quote& seen, const Quote& now) {
  QuoteDifference all{.total_from = totals(seen).gross,
                      .total_to = totals(now).gross,
                      .same_currency = seen.currency == now.currency};
  for (const auto& line : seen.lines)
    if (!counterpart(now, line)) all.lines.push_back({line.description, amounts(seen, line).gross, {}});
  for (const auto& line : now.lines) {
    const auto* before = counterpart(seen, line);
    const auto to = amounts(now, line).gross;
    if (!before) {
      all.lines.push_back({line.description, {}, to});
      continue;
    }
    const auto from = amounts(seen, *before).gross;
    const bool same = from == to && before->quantity == line.quantity && before->kind == line.kind &&
                      before->description == line.description;
    if (!same || !all.same_currency) all.lines.push_back({line.description, from, to});
  }
  return all;
}

}  // namespace orders
