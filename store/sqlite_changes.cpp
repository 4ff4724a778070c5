#include "store/sqlite_changes.hpp"

#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_store.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

constexpr std::string_view words[] = {"shop", "location", "order", "link"};  // by Change::Kind

Change::Kind parse_kind(std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == std::end(words)) throw Damaged("the database: a change of nothing known");
  return static_cast<Change::Kind>(found - std::begin(words));
}

}  // namespace

void note_change(Connection& connection, Change::Kind kind, ShopId shop, const Uuid& entity,
                 std::int64_t version, std::shared_ptr<const std::string> snapshot) {
  run(connection, "INSERT INTO changes (shop, kind, entity, version, at) VALUES (?, ?, ?, ?, ?)", shop,
      words[static_cast<std::size_t>(kind)], entity, version, store_clock());
  connection.note({shop, kind, entity, version, std::move(snapshot)});
}

Store::Tail tail_changes(Connection& connection, Instant since) {
  Store::Tail tail{.now = store_clock()};
  for (Query rows{connection, "SELECT shop, kind, entity, version FROM changes WHERE at >= ? ORDER BY at",
                  since};
       rows.next();) {
    auto& change = tail.changes.emplace_back();
    std::string kind;
    rows.read(change.shop, kind, change.entity, change.version);
    change.kind = parse_kind(kind);
  }
  return tail;
}

std::size_t drop_changes(Connection& connection, Instant before) {
  return static_cast<std::size_t>(run(connection, "DELETE FROM changes WHERE at < ?", before));
}

Task<Store::Tail> SqliteStore::tail_changes(Instant since) {
  return read("tail_changes", [since](Connection& db) { return store::tail_changes(db, since); });
}
Task<std::size_t> SqliteStore::drop_changes(Instant before) {
  return write("drop_changes", [before](Connection& db) { return store::drop_changes(db, before); });
}

}  // namespace store
