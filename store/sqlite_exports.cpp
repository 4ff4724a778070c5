#include "store/sqlite_exports.hpp"

#include "store/sqlite_cards.hpp"

namespace store {

using namespace orders;

std::vector<OrderCard> orders_between(Connection& connection, const Span& span, int most) {
  std::vector<OrderCard> all;
  for (Query rows{
           connection,
           "SELECT * FROM cards WHERE shop = ?1 AND (?2 IS NULL OR location = ?2) AND created_at >= ?3 "
           "AND created_at < ?4 ORDER BY created_at, id LIMIT ?5",
           span.shop, span.location, span.from, span.until, most};
       rows.next();) {
    ShopId shop;
    rows.read(shop, card_columns(all.emplace_back()));
  }
  return all;
}

std::vector<QuoteRow> quotes_between(Connection& connection, const Span& span, int most) {
  std::vector<QuoteRow> all;
  for (Query rows{connection,
                  "SELECT o.id, o.number, q.round, q.id, q.state, q.currency, q.tax_included, q.deposit, "
                  "q.expires_at, q.sent_at, q.decision_approved, q.decision_at, q.decision_method, "
                  "q.decision_name, q.decision_reason, q.decision_reference FROM quotes q JOIN orders o ON "
                  "o.shop = q.shop AND o.id = q.order_id WHERE q.shop = ?1 AND (?2 IS NULL OR o.location = "
                  "?2) AND q.sent_at >= ?3 AND q.sent_at < ?4 ORDER BY q.sent_at, q.id LIMIT ?5",
                  span.shop, span.location, span.from, span.until, most};
       rows.next();) {
    auto& [order, number, q] = all.emplace_back();
    rows.read(order, number, q.round, q.id, q.state, q.currency, q.tax_included, q.deposit, q.expires_at,
              q.sent_at, q.decision);
  }
  for (auto& row : all) {
    for (Query rows{connection,
                    "SELECT id, quantity, unit_price, tax_bp, kind, choice, approved FROM quote_lines WHERE "
                    "shop = ? AND order_id = ? AND round = ? ORDER BY position",
                    span.shop, row.order, row.quote.round};
         rows.next();) {
      auto& line = row.quote.lines.emplace_back();
      rows.read(line.id, line.quantity, line.unit_price, line.tax_bp, line.kind, line.group, line.approved);
    }
  }
  return all;
}

std::vector<PaymentRow> payments_between(Connection& connection, const Span& span, int most) {
  std::vector<PaymentRow> all;
  for (Query rows{
           connection,
           "SELECT o.id, o.number, p.id, p.kind, p.amount, p.currency, p.method, p.reference, "
           "p.received_at FROM payments p JOIN orders o ON o.shop = p.shop AND o.id = p.order_id WHERE "
           "p.shop = ?1 AND (?2 IS NULL OR o.location = ?2) AND p.received_at >= ?3 AND p.received_at "
           "< ?4 ORDER BY p.received_at, p.id LIMIT ?5",
           span.shop, span.location, span.from, span.until, most};
       rows.next();) {
    auto& [order, number, payment] = all.emplace_back();
    rows.read(order, number, payment.id, payment.kind, payment.amount, payment.method, payment.reference,
              payment.received_at);
  }
  return all;
}

}  // namespace store
