#include "store/sqlite_lists.hpp"
#include "store/sqlite_people.hpp"
#include "store/sqlite_sessions.hpp"
#include "tests/store/sample.hpp"

#include <sqlite3.h>
#include <set>

using namespace test;

namespace {

int remember(unsigned, void* all, void* statement, void*) {
  static_cast<std::set<std::string>*>(all)->insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
  return 0;
}

std::set<std::string> statements_of(store::Connection& connection, const std::function<void()>& work) {
  std::set<std::string> all;
  sqlite3_trace_v2(connection.handle(), SQLITE_TRACE_STMT, remember, &all);
  work();
  sqlite3_trace_v2(connection.handle(), 0, nullptr, nullptr);
  return all;
}

std::string plan(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY, 5000};
  SQLite::Statement rows{database, "EXPLAIN QUERY PLAN " + sql};
  std::string plan;
  while (rows.executeStep()) plan += rows.getColumn(3).getString() + "\n";
  return plan;
}

}  // namespace

TEST_SUITE_BEGIN("store/plans");

TEST_CASE("no list, search or sign-in reads or sorts a whole table") {
  const Folder folder;
  orders::ShopId shop;
  {
    const auto store = store::open(folder.options());
    const auto here = house(*store);
    shop = here.shop.id;
    added(*store, order(here.location));
  }
  store::Connection connection{folder.database(), store::Connection::Role::writer};
  const orders::LocationId location{};
  using orders::QuoteStanding;
  const auto statements = statements_of(connection, [&] {
    const auto list = [&](store::OrderFilter filter) {
      filter.shop = shop;
      store::list_orders(connection, filter, "", 50);
    };
    list({});
    list({.location = location});
    list({.stage = orders::Stage::ready});
    list({.location = location, .stage = orders::Stage::ready});
    list({.quote = QuoteStanding::waiting});
    list({.open = true});
    list({.overdue_at = now});
    list({.unanswered = true});
    list({.text = "amelie 0201 okafor"});
    store::board(connection, shop, location, now);
    store::board(connection, shop, {}, now);
    store::list_customers(connection, shop, location, "amelie", "", 50);
    store::staff_by_email(connection, "sam@harbour.example");
    store::take_sign_in(connection, {}, now);
    store::find_session(connection, {});
    store::find_api_key(connection, "till0001");
  });
  CHECK(statements.size() > 15);
  for (const auto& sql : statements) {
    const auto steps = plan(folder.database(), sql);
    CAPTURE(sql);
    CAPTURE(steps);
    for (const auto* table : {"cards", "words", "orders", "card_counts", "staff", "sessions", "api_keys"})
      CHECK(steps.find(std::string("SCAN ") + table) == std::string::npos);
    CHECK(steps.find("ORDER BY") == std::string::npos);
  }
}

TEST_SUITE_END();
