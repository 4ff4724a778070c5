#include "store/sqlite_changes.hpp"

#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Store::Tail tail_changes(Connection&, Instant) { throw Unavailable("tail_changes is not written yet"); }
std::size_t drop_changes(Connection&, Instant) { throw Unavailable("drop_changes is not written yet"); }

Task<Store::Tail> SqliteStore::tail_changes(Instant since) {
  return read("tail_changes", [since](Connection& db) { return store::tail_changes(db, since); });
}
Task<std::size_t> SqliteStore::drop_changes(Instant before) {
  return write("drop_changes", [before](Connection& db) { return store::drop_changes(db, before); });
}

}  // namespace store
