#include "store/sqlite_acts.hpp"
#include "store/sqlite_answers.hpp"
#include "store/sqlite_api_keys.hpp"
#include "store/sqlite_changes.hpp"
#include "store/sqlite_deliveries.hpp"
#include "store/sqlite_feed.hpp"
#include "store/sqlite_links.hpp"
#include "store/sqlite_lists.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_people.hpp"
#include "store/sqlite_policy.hpp"
#include "store/sqlite_reminders.hpp"
#include "store/sqlite_sessions.hpp"
#include "store/sqlite_telling.hpp"
#include "store/sqlite_webhooks.hpp"
#include "tests/store/behind.hpp"
#include "tests/store/leaving.hpp"

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

TEST_CASE("nothing that leaves the shop is found by reading or sorting all of it") {
  const Folder folder;
  const auto options = folder.options();
  Open all;
  {
    const auto store = store::open(options);
    all = opened(*store);
    hired(*store, all.house, "sam");
    REQUIRE(
        run(store->add_webhook({.endpoint = {.id = fresh<orders::WebhookId>(), .shop = all.order.shop}})));
    REQUIRE(change(*store, all.order, orders::SetStage{orders::Stage::ready}));
  }
  store::Connection connection{folder.database(), store::Connection::Role::writer};
  const auto& shop = all.order.shop;
  const tokens::Signer signer{*options.keys};
  const auto statements = statements_of(connection, [&] {
    auto moved = all.order;
    moved.events.push_back({.id = fresh<orders::EventId>(), .kind = orders::EventKind::stage_set, .at = now});
    moved.on_hold = true;
    store::tell(connection, {*options.keys, signer}, all.order, moved, store::Tell::customer);
    store::tell_of_link(connection, all.link.link, orders::News::link_first_seen, fresh<orders::EventId>(),
                        orders::ActorKind::customer, now);
    store::lease_notices(connection, now, now + 1min, 8);
    store::lease_deliveries(connection, now, now + 1min, 8);
    store::failed_notices(connection, shop, "", 50);
    store::notice_since(connection, shop, all.order.id, orders::Topic::new_link, now);
    store::links(connection, shop, all.order.id);
    static_cast<void>(store::disable_webhook(connection, shop, {}, "gone"));
    static_cast<void>(store::notice_told(connection, shop, "SM1", true, ""));
    store::paid_messages_since(connection, shop, now);
    store::due_reminders(connection, *options.keys, shop, {}, now + 24h * 8, 10);
    store::feed(connection, shop, {}, 0, 50);
    store::feed(connection, shop, all.order.location, 0, 50);
    store::news(connection, shop, {}, all.order.location, 50);
    store::deliveries(connection, shop, {}, "", 50);
    store::drop_deliveries(connection, now);
  });
  CHECK(statements.size() > 25);
  for (const auto& sql : statements) {
    std::istringstream steps{plan(folder.database(), sql)};
    CAPTURE(sql);
    for (std::string step; std::getline(steps, step);) {
      CAPTURE(step);
      // Shops, and their webhooks, are few and each has its turn.
      CHECK((!step.starts_with("SCAN ") || step == "SCAN s" || step == "SCAN w" ||
             step == "SCAN (subquery-1)" || step.starts_with("SCAN s USING") ||
             step.starts_with("SCAN w USING")));
      for (const auto* many : {"n ", "notices ", "deliveries ", "cards ", "orders ", "links ", "feed "})
        CHECK_FALSE((step.starts_with(std::string("SEARCH ") + many) &&
                     step.ends_with("PRIMARY KEY (shop=?)") && sql.find("max(seq)") == sql.npos));
      if (!sql.starts_with("SELECT shop, id, key")) CHECK(step.find("ORDER BY") == step.npos);  // few
    }
  }
}

TEST_CASE(
    "what a page, an act behind it and those who keep copies ask for is found by an index, row by row") {
  const Folder folder;
  const auto options = folder.options();
  Asked all;
  {
    const auto store = store::open(options);
    all = asked(*store);
  }
  store::Connection connection{folder.database(), store::Connection::Role::writer};
  const tokens::Signer signer{*options.keys};
  const store::Sealing sealing{*options.keys, signer, {}};
  const auto statements = statements_of(connection, [&] {
    REQUIRE(store::find_link(connection, all.link.link.key));
    REQUIRE(store::act(connection, sealing, act(all.link, decision(all.order))));
    store::tail_changes(connection, now);
    store::drop_changes(connection, now);
    store::last_checkpoint(connection, sealing, all.order.shop);
    store::free_claims(connection);
  });
  CHECK(statements.size() > 20);
  CHECK(std::ranges::count_if(statements,
                              [](const auto& sql) { return sql.find("l.key = ?") != sql.npos; }) == 1);
  for (const auto& sql : statements) {
    std::istringstream steps{plan(folder.database(), sql)};
    CAPTURE(sql);
    for (std::string step; std::getline(steps, step);) {
      CAPTURE(step);
      CHECK((!step.starts_with("SCAN ") || step.ends_with("USING INDEX kept_answers_claimed")));
      if (sql.ends_with("LIMIT 1")) continue;
      for (const auto* many :
           {"links ", "l ", "snapshots ", "evidence ", "orders ", "notices ", "cards ", "words "})
        CHECK_FALSE((step.starts_with(std::string("SEARCH ") + many) && step.ends_with("(shop=?)")));
      CHECK(step.find("ORDER BY") == step.npos);
    }
  }
}

TEST_SUITE_END();
