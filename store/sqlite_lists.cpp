#include "store/sqlite_lists.hpp"

#include "store/sqlite_cards.hpp"
#include "store/sqlite_search.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

constexpr int most_of_a_kind = 50;  // on the board

std::size_t within(int limit) { return static_cast<std::size_t>(std::clamp(limit, 1, 200)); }

// One more than asked for was looked for: if it is there, the list goes on behind the last one shown.
std::string cut(std::vector<Hit>& hits, std::size_t limit) {
  if (hits.size() <= limit) return {};
  hits.resize(limit);
  return cursor_text(hits.back().place());
}

template <class... Values>
std::vector<OrderCard> cards(Connection& connection, Sql sql, const Values&... values) {
  std::vector<OrderCard> all;
  for (Query rows{connection, sql, values..., most_of_a_kind}; rows.next();) {
    ShopId shop;
    rows.read(shop, card_columns(all.emplace_back()));
  }
  return all;
}

Customer customer_of(Connection& connection, ShopId shop, OrderId order) {
  Customer customer;
  Query{
      connection,
      "SELECT customer_name, customer_email, customer_phone, customer_locale FROM orders WHERE shop = ? AND "
      "id = ?",
      shop, order}
      .one(customer.name, customer.email, customer.phone, customer.locale);
  return customer;
}

}  // namespace

Slice<OrderCard> list_orders(Connection& connection, const OrderFilter& filter, const std::string& cursor,
                             int limit) {
  const auto most = within(limit);
  auto hits = search(connection, filter, parse_cursor(cursor), most + 1, [](const Hit&) { return true; });
  Slice<OrderCard> slice{.next = cut(hits, most)};
  for (auto& hit : hits) {
    if (filter.at) hit.card.quote = standing_at(hit.card, *filter.at);
    slice.items.push_back(std::move(hit.card));
  }
  return slice;
}

Board board(Connection& connection, ShopId shop, std::optional<LocationId> location, Instant now) {
  Board board;
  board.waiting = cards(
      connection,
      "SELECT * FROM cards INDEXED BY cards_by_quote WHERE shop = ?1 AND quote = 'waiting' AND quote <> "
      "'none' AND open = 1 AND (?2 IS NULL OR location = ?2) ORDER BY updated_at, id LIMIT ?3",
      shop, location);
  board.ready = cards(
      connection,
      "SELECT * FROM cards INDEXED BY cards_by_stage WHERE shop = ?1 AND stage = 'ready' AND (?2 IS NULL "
      "OR location = ?2) ORDER BY updated_at, id LIMIT ?3",
      shop, location);
  board.overdue = cards(
      connection,
      "SELECT * FROM cards INDEXED BY cards_promised WHERE shop = ?1 AND open = 1 AND promised_at IS NOT "
      "NULL AND promised_at < ?3 AND stage <> 'ready' AND (?2 IS NULL OR location = ?2) "
      "ORDER BY promised_at LIMIT ?4",
      shop, location, now);
  board.unanswered =
      cards(connection,
            "SELECT * FROM cards INDEXED BY cards_unanswered WHERE shop = ?1 AND unanswered > 0 AND (?2 IS "
            "NULL OR location = ?2) ORDER BY updated_at, id LIMIT ?3",
            shop, location);
  for (auto* kind : {&board.waiting, &board.ready, &board.overdue, &board.unanswered})
    for (auto& card : *kind) card.quote = standing_at(card, now);
  for (Query rows{connection,
                  "SELECT stage, sum(orders) FROM card_counts WHERE shop = ?1 AND (?2 IS NULL OR location = "
                  "?2) GROUP BY stage",
                  shop, location};
       rows.next();) {
    Stage stage{};
    std::int64_t orders = 0;
    rows.read(stage, orders);
    board.by_stage[stage] = orders;
  }
  return board;
}

Slice<KnownCustomer> list_customers(Connection& connection, ShopId shop, std::optional<LocationId> location,
                                    const std::string& text, const std::string& cursor, int limit) {
  const auto most = within(limit);
  const auto terms = terms_of(text);
  const auto is_customer = [&](const Hit& hit) {
    if (hit.contact.empty()) return false;
    if (!terms.empty() && !match(words_of(customer_of(connection, shop, hit.card.id)), terms)) return false;
    return !found(
        connection,
        "SELECT 1 FROM cards INDEXED BY cards_by_contact WHERE shop = ?1 AND contact = ?2 AND contact "
        "<> '' AND (updated_at, id) > (?3, ?4) AND (?5 IS NULL OR location = ?5) LIMIT 1",
        shop, hit.contact, hit.card.updated_at, hit.card.id, location);
  };
  const OrderFilter filter{.shop = shop, .location = location, .text = text};
  auto hits = search(connection, filter, parse_cursor(cursor), most + 1, is_customer);
  Slice<KnownCustomer> slice{.next = cut(hits, most)};
  for (const auto& hit : hits) {
    auto& known = slice.items.emplace_back();
    known.customer = customer_of(connection, shop, hit.card.id);
    known.last_at = hit.card.updated_at;
    Query{
        connection,
        "SELECT count(*) FROM cards INDEXED BY cards_by_contact WHERE shop = ?1 AND contact = ?2 AND contact "
        "<> '' AND (?3 IS NULL OR location = ?3)",
        shop, hit.contact, location}
        .one(known.orders);
  }
  return slice;
}

}  // namespace store
