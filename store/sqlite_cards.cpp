#include "store/sqlite_cards.hpp"

#include "store/search_words.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace store {

using namespace orders;

namespace {

constexpr int batch_size = 500;
constexpr int cards_filled = 1;  // the first of the steps that meta counts

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

struct Ref {
  ShopId shop{};
  OrderId id{};
};

std::vector<Ref> batch_after(Connection& connection, const Ref& last) {
  std::vector<Ref> batch;
  for (Query rows{connection,
                  "SELECT shop, id FROM orders WHERE (shop, id) > (?, ?) ORDER BY shop, id LIMIT ?",
                  last.shop, last.id, batch_size};
       rows.next();) {
    auto& ref = batch.emplace_back();
    rows.read(ref.shop, ref.id);
  }
  return batch;
}

void fill_batch(Connection& writer, const std::vector<Ref>& batch) {
  writer.exec("BEGIN IMMEDIATE");
  try {
    for (const auto& [shop, id] : batch)
      if (!found(writer, "SELECT 1 FROM cards WHERE shop = ? AND id = ?", shop, id))
        write_card(writer, Order{}, load_order(writer, shop, id).value());
    writer.exec("COMMIT");
  } catch (...) {
    writer.roll_back();
    throw;
  }
}

// Its card, its customer's contact and its words, as they are written and as they must be.
struct Listed {
  OrderCard card{};
  std::string contact = {};
  std::vector<std::string> words = {};
  bool operator==(const Listed&) const = default;
};

Listed written(Connection& connection, const Ref& ref) {
  Listed listed;
  ShopId shop;
  Query{connection, "SELECT * FROM cards WHERE shop = ? AND id = ?", ref.shop, ref.id}.one(
      shop, card_columns(listed.card), listed.contact);
  for (Query rows{connection, "SELECT word FROM words WHERE shop = ? AND order_id = ? ORDER BY word",
                  ref.shop, ref.id};
       rows.next();)
    rows.read(listed.words.emplace_back());
  return listed;
}

std::optional<std::string> card_fault(Connection& connection, const Ref& ref) {
  const auto order = load_order(connection, ref.shop, ref.id).value();
  const auto shop = load_shop(connection, ref.shop);
  const Listed wanted{card_of(order, shop.currency, StatusTable::standard()), contact_of(order.customer),
                      words_of(order)};
  if (written(connection, ref) == wanted) return std::nullopt;
  return fmt::format("shop {}, order {}: its line in lists is not what it says", shop.slug, order.number);
}

}  // namespace

void write_card(Connection& connection, const Order& before, const Order& after) {
  const auto card = card_of(after, currency_of(connection, after.shop), StatusTable::standard());
  run(connection,
      "INSERT INTO cards VALUES (?, ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?) ON CONFLICT (shop, id) DO UPDATE "
      "SET "
      "location = excluded.location, number = excluded.number, customer = excluded.customer, "
      "device = excluded.device, stage = excluded.stage, status = excluded.status, quote = excluded.quote, "
      "promised_at = excluded.promised_at, balance = excluded.balance, currency = excluded.currency, "
      "unanswered = excluded.unanswered, open = excluded.open, expires_at = excluded.expires_at, "
      "created_at = excluded.created_at, updated_at = excluded.updated_at, version = excluded.version, "
      "contact = excluded.contact",
      after.shop, card_columns(card), contact_of(after.customer));
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

void fill_cards(Connection& writer) {
  if (writer.number("SELECT filled FROM meta") >= cards_filled) return;
  for (auto batch = batch_after(writer, {}); !batch.empty(); batch = batch_after(writer, batch.back()))
    fill_batch(writer, batch);
  run(writer, "UPDATE meta SET filled = ?", cards_filled);
}

std::vector<std::string> check_cards(Connection& connection, std::size_t most) {
  std::vector<std::string> faults;
  if (connection.number("SELECT filled FROM meta") < cards_filled) return faults;
  for (auto batch = batch_after(connection, {}); !batch.empty();
       batch = batch_after(connection, batch.back()))
    for (const auto& ref : batch)
      if (auto fault = card_fault(connection, ref)) faults.push_back(*fault);
  for (Query rows{
           connection,
           "SELECT 'shop ' || s.slug || ', order ' || c.number || ': it is listed and not there' FROM cards "
           "c JOIN shops s ON s.id = c.shop WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop "
           "AND o.id = c.id) UNION ALL "
           "SELECT 'shop ' || s.slug || ': its orders at stage ' || n.stage || ' are miscounted' FROM "
           "card_counts n JOIN shops s ON s.id = n.shop WHERE n.orders <> (SELECT count(*) FROM cards c "
           "WHERE c.shop = n.shop AND c.location = n.location AND c.stage = n.stage)"};
       rows.next();)
    rows.read(faults.emplace_back());
  faults.resize(std::min(faults.size(), most));
  return faults;
}

}  // namespace store
