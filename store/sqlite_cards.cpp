#include "store/sqlite_cards.hpp"

#include "store/search_words.hpp"

#include <algorithm>
#include <iterator>

namespace store {

using namespace orders;

namespace {

Currency currency_of(Connection& connection, ShopId shop) {
  Currency currency;
  Query{connection, "SELECT currency FROM shops WHERE id = ?", shop}.one(currency);
  return currency;
}

bool same_words(const Order& a, const Order& b) {
  const auto alike = [](const Device& one, const Device& other) {
    return one.kind == other.kind && one.brand == other.brand && one.model == other.model &&
           one.serial == other.serial;
  };
  return a.number == b.number && a.external_id == b.external_id && a.customer == b.customer &&
         std::ranges::equal(a.devices, b.devices, alike);
}

std::vector<std::string> missing_in(const std::vector<std::string>& here,
                                    const std::vector<std::string>& there) {
  std::vector<std::string> missing;
  std::ranges::set_difference(there, here, std::back_inserter(missing));
  return missing;
}

void write_words(Connection& connection, const Order& before, const Order& after) {
  if (same_words(before, after)) return;
  const auto old = words_of(before), now = words_of(after);
  for (const auto& word : missing_in(now, old))
    run(connection, "DELETE FROM words WHERE shop = ? AND word = ? AND order_id = ?", after.shop, word,
        after.id);
  for (const auto& word : missing_in(old, now))
    run(connection, "INSERT INTO words (shop, word, order_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        after.shop, word, after.id);
}

// Its card, its customer's contact and its words, as they are written and as they must be.
struct Listed {
  OrderCard card{};
  std::string contact = {};
  std::vector<std::string> words = {};
  bool operator==(const Listed&) const = default;
};

Listed written(Connection& connection, const Order& order) {
  Listed listed;
  ShopId shop;
  Query{connection, "SELECT * FROM cards WHERE shop = ? AND id = ?", order.shop, order.id}.one(
      shop, card_columns(listed.card), listed.contact);
  for (Query rows{connection, "SELECT word FROM words WHERE shop = ? AND order_id = ? ORDER BY word",
                  order.shop, order.id};
       rows.next();)
    rows.read(listed.words.emplace_back());
  return listed;
}

}  // namespace

// Most orders have one already, and an update costs half of an insert that finds a row there. What it is
// counted by is seldom another and set by itself: for a statement that may fire a trigger SQLite copies every
// page it writes to.
void write_card(Connection& connection, const Order& before, const Order& after) {
  const auto& statuses = StatusTable::standard();
  const auto card = card_of(after, currency_of(connection, after.shop), statuses);
  const auto columns =
      std::tuple_cat(std::tie(after.shop), card_columns(card), std::tuple{contact_of(after.customer)});
  if (run(connection,
          "UPDATE cards SET number = ?4, customer = ?5, device = ?6, status = ?8, quote = ?9, "
          "promised_at = ?10, balance = ?11, currency = ?12, unanswered = ?13, open = ?14, "
          "expires_at = ?15, created_at = ?16, updated_at = ?17, version = ?18, contact = ?19 "
          "WHERE shop = ?1 AND id = ?2",
          columns) == 0)
    run(connection, "INSERT INTO cards VALUES (?, ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?)", columns);
  else if (before.location != card.location || stage(before, statuses) != card.stage)
    run(connection, "UPDATE cards SET location = ?, stage = ? WHERE shop = ? AND id = ?", card.location,
        card.stage, after.shop, after.id);
  write_words(connection, before, after);
}

void touch_card(Connection& connection, ShopId shop, OrderId order, Instant at, std::int64_t version) {
  run(connection, "UPDATE cards SET updated_at = ?, version = ? WHERE shop = ? AND id = ?", at, version, shop,
      order);
}

void set_card_currency(Connection& connection, ShopId shop, Currency currency) {
  run(connection,
      "UPDATE cards SET currency = ? WHERE shop = ? AND quote IN ('none', 'draft') AND NOT EXISTS (SELECT 1 "
      "FROM payments p WHERE p.shop = cards.shop AND p.order_id = cards.id)",
      currency, shop);
}

bool has_card(Connection& connection, ShopId shop, OrderId order) {
  return found(connection, "SELECT 1 FROM cards WHERE shop = ? AND id = ?", shop, order);
}

bool card_is_right(Connection& connection, const Order& order) {
  const Listed wanted{card_of(order, currency_of(connection, order.shop), StatusTable::standard()),
                      contact_of(order.customer), words_of(order)};
  return written(connection, order) == wanted;
}

void renew_card(Connection& connection, const Order& order) {
  run(connection, "DELETE FROM words WHERE shop = ? AND order_id = ?", order.shop, order.id);
  write_card(connection, Order{}, order);
}

}  // namespace store
