#include "store/copies.hpp"

#include "store/sqlite_cards.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_snapshots.hpp"
#include "store/sqlite_store.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace store {

using namespace orders;

namespace {

constexpr int batch_size = 500;
constexpr int filled = 2;  // steps that meta counts: cards, snapshots

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
    for (const auto& [shop, id] : batch) {
      const bool listed = has_card(writer, shop, id), kept = has_snapshot(writer, shop, id);
      if (listed && kept) continue;
      const auto order = load_order(writer, shop, id).value();
      if (!listed) write_card(writer, Order{}, order);
      if (!kept) write_snapshot(writer, order);
    }
    writer.exec("COMMIT");
  } catch (...) {
    writer.roll_back();
    throw;
  }
}

std::string sentence(Connection& connection, const Order& order, std::string_view matter) {
  std::string shop;
  Query{connection, "SELECT slug FROM shops WHERE id = ?", order.shop}.one(shop);
  return fmt::format("shop {}, order {}: {}", shop, order.number, matter);
}

constexpr auto wrong_card = "its line in lists is not what it says";
constexpr auto no_snapshot = "its snapshot is missing";
constexpr auto wrong_snapshot = "its snapshot is not what it says";

void check_order(Connection& connection, const Ref& ref, std::vector<std::string>& faults) {
  const auto order = load_order(connection, ref.shop, ref.id).value();
  if (!card_is_right(connection, order)) faults.push_back(sentence(connection, order, wrong_card));
  if (snapshot_is_right(connection, order)) return;
  const auto matter = has_snapshot(connection, ref.shop, ref.id) ? wrong_snapshot : no_snapshot;
  faults.push_back(sentence(connection, order, matter));
}

// Copies of orders that are not there, and counts of cards.
void check_rest(Connection& connection, std::vector<std::string>& faults) {
  for (Query rows{
           connection,
           "SELECT 'shop ' || s.slug || ', order ' || c.number || ': it is listed and not there' FROM cards "
           "c JOIN shops s ON s.id = c.shop WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop "
           "AND o.id = c.id) UNION ALL "
           "SELECT 'shop ' || s.slug || ': a snapshot is of no order' FROM snapshots c JOIN shops s ON s.id "
           "= "
           "c.shop WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = c.shop AND o.id = c.order_id) "
           "UNION ALL "
           "SELECT 'shop ' || s.slug || ': a link does not find its order''s snapshot' FROM links l JOIN "
           "shops s "
           "ON s.id = l.shop JOIN snapshots n ON n.shop = l.shop AND n.order_id = l.order_id WHERE "
           "l.snapshot IS "
           "NOT n.row UNION ALL "
           "SELECT 'shop ' || s.slug || ': its orders at stage ' || n.stage || ' are miscounted' FROM "
           "card_counts n JOIN shops s ON s.id = n.shop WHERE n.orders <> (SELECT count(*) FROM cards c "
           "WHERE c.shop = n.shop AND c.location = n.location AND c.stage = n.stage)"};
       rows.next();)
    rows.read(faults.emplace_back());
}

void mend_order(Connection& connection, const Ref& ref, std::vector<std::string>& mended) {
  auto order = load_order(connection, ref.shop, ref.id).value();
  if (!card_is_right(connection, order)) {
    renew_card(connection, order);
    mended.push_back(sentence(connection, order, wrong_card));
  }
  if (snapshot_is_right(connection, order)) return;
  if (!has_snapshot(connection, ref.shop, ref.id)) {
    write_snapshot(connection, order);
    mended.push_back(sentence(connection, order, no_snapshot));
    return;
  }
  // Pages may have been made of it: a version of its own says that they are no longer good.
  const auto before = order;
  ++order.version;
  save_order(connection, before, order);
  mended.push_back(sentence(connection, order, wrong_snapshot));
}

void mend_rest(Connection& connection, std::vector<std::string>& mended) {
  check_rest(connection, mended);
  run(connection,
      "DELETE FROM cards WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = cards.shop AND o.id = "
      "cards.id)");
  run(connection,
      "DELETE FROM snapshots WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = snapshots.shop AND o.id "
      "= snapshots.order_id)");
  run(connection,
      "UPDATE links SET snapshot = n.row FROM snapshots n WHERE n.shop = links.shop AND n.order_id = "
      "links.order_id AND links.snapshot IS NOT n.row");
  run(connection, "DELETE FROM card_counts");
  run(connection,
      "INSERT INTO card_counts SELECT shop, location, stage, count(*) FROM cards GROUP BY shop, location, "
      "stage");
}

std::string text_of(const Ref& ref) { return ref.shop.text() + "/" + ref.id.text(); }

Ref parse_ref(const std::string& text) {
  if (text.empty()) return {};
  const auto slash = std::min(text.find('/'), text.size() - 1);
  const auto shop = ShopId::parse(text.substr(0, slash));
  const auto id = OrderId::parse(text.substr(slash + 1));
  if (!shop || !id) throw std::invalid_argument("the cursor is not one of ours");
  return {*shop, *id};
}

}  // namespace

void fill_copies(Connection& writer) {
  if (writer.number("SELECT filled FROM meta") >= filled) return;
  for (auto batch = batch_after(writer, {}); !batch.empty(); batch = batch_after(writer, batch.back()))
    fill_batch(writer, batch);
  run(writer, "UPDATE meta SET filled = ?", filled);
}

std::vector<std::string> check_copies(Connection& connection, std::size_t most) {
  std::vector<std::string> faults;
  if (connection.number("SELECT filled FROM meta") < filled) return faults;
  for (auto batch = batch_after(connection, {}); !batch.empty() && faults.size() < most;
       batch = batch_after(connection, batch.back()))
    for (const auto& ref : batch) check_order(connection, ref, faults);
  check_rest(connection, faults);
  faults.resize(std::min(faults.size(), most));
  return faults;
}

Store::Mended mend_copies(Connection& connection, const std::string& cursor) {
  Store::Mended done;
  const auto batch = batch_after(connection, parse_ref(cursor));
  for (const auto& ref : batch) mend_order(connection, ref, done.mended);
  if (batch.empty())
    mend_rest(connection, done.mended);
  else
    done.next = text_of(batch.back());
  return done;
}

Task<Store::Mended> SqliteStore::mend_copies(std::string cursor) {
  return write("mend_copies",
               [cursor = std::move(cursor)](Connection& db) { return store::mend_copies(db, cursor); });
}

}  // namespace store
