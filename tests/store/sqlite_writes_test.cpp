#include "tests/store/raw.hpp"
#include "tests/store/sample.hpp"

#include <SQLiteCpp/Exception.h>
#include <algorithm>
#include <array>
#include <boost/asio/detached.hpp>
#include <set>
#include <thread>

using namespace test;
namespace asio = boost::asio;

namespace {

store::Task<void> add_notes(store::Store& store, orders::Order order, int many,
                            std::vector<std::int64_t>& versions) {
  for (int i = 0; i < many; ++i) {
    orders::Command note = orders::AddNote{"note " + std::to_string(i), false};
    auto answer = co_await store.change_order(order.shop, order.id, std::move(note), context(), operation());
    if (answer) versions.push_back(answer->version);
  }
}

}  // namespace

TEST_SUITE_BEGIN("store/sqlite_writer");

TEST_CASE("many who write at once from several loops all get their turn") {
  constexpr int loops = 3, coroutines = 20, notes = 5;
  std::array<asio::io_context, loops> loop_of;
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto made = added(*store, order(house(*store).location));
  std::vector<std::vector<std::int64_t>> versions(loops * coroutines);
  std::vector<std::thread> threads;
  for (int l = 0; l < loops; ++l) {
    threads.emplace_back([&, l] {
      auto& loop = loop_of[static_cast<std::size_t>(l)];
      for (int c = 0; c < coroutines; ++c) {
        auto& mine = versions[static_cast<std::size_t>(l * coroutines + c)];
        asio::co_spawn(loop, add_notes(*store, made, notes, mine), asio::detached);
      }
      loop.run();
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::int64_t> all;
  for (const auto& mine : versions) {
    CHECK(std::ranges::is_sorted(mine));
    all.insert(mine.begin(), mine.end());
  }
  constexpr auto total = loops * coroutines * notes;
  CHECK(all.size() == total);
  CHECK(*all.begin() == 2);
  CHECK(*all.rbegin() == total + 1);
  CHECK(run(store->find_order(made.shop, made.id))->events.size() == made.events.size() + total);
  CHECK(ask(folder.database(), "SELECT count(*) FROM changes WHERE kind = 'order'") == std::to_string(total));
}

TEST_CASE("a write that breaks takes back its own work and no one else's") {
  asio::io_context loop{1};
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto home = house(*store);
  const auto first = order(home.location);
  const auto taken = link(first);
  added(*store, first, {taken});
  auto broken = order(home.location);
  auto clash = link(broken);
  clash.link.key = taken.link.key;
  const auto good = order(home.location);

  std::exception_ptr fault;
  std::optional<orders::Outcome<orders::Order>> ignored, answer;
  const auto told = [&](std::exception_ptr thrown) { fault = thrown; };
  asio::co_spawn(loop, keep(store->add_order(broken, {clash}, operation(), store::Tell::nobody), ignored),
                 told);
  asio::co_spawn(loop, keep(store->add_order(good, {}, operation(), store::Tell::nobody), answer),
                 asio::detached);
  loop.run();
  CHECK_THROWS_AS(std::rethrow_exception(fault), store::Unavailable);
  REQUIRE(answer);
  CHECK((*answer)->number == "R-1002");
  CHECK_FALSE(run(store->find_order(home.shop.id, broken.id)));
  CHECK(run(store->find_order(home.shop.id, good.id)));
}

TEST_CASE("closing the store finishes what was asked before") {
  const Folder folder;
  auto store = store::open(folder.options());
  const auto home = house(*store);
  asio::io_context loop{1};
  std::vector<std::optional<orders::Outcome<orders::Order>>> answers(40);
  std::vector<orders::Order> wanted;
  for (auto& answer : answers) {
    wanted.push_back(order(home.location));
    asio::co_spawn(loop, keep(store->add_order(wanted.back(), {}, operation(), store::Tell::nobody), answer),
                   asio::detached);
  }
  loop.poll();  // every one of them is queued, none need be answered
  store.reset();
  loop.run();
  for (const auto& answer : answers) CHECK(answer.has_value());
  store = store::open(folder.options());
  for (const auto& one : wanted) CHECK(run(store->find_order(home.shop.id, one.id)));
}

TEST_CASE("while a shell holds the database, writing is unavailable and reading goes on") {
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto home = house(*store);
  const auto kept = added(*store, order(home.location));
  {
    SQLite::Database shell{folder.database().string(), SQLite::OPEN_READWRITE, 5000};
    shell.exec("BEGIN IMMEDIATE");
    CHECK_THROWS_AS(run(store->add_order(order(home.location), {}, operation(), store::Tell::nobody)),
                    store::Unavailable);
    CHECK(run(store->find_order(kept.shop, kept.id)) == kept);
  }
  CHECK(run(store->add_order(order(home.location), {}, operation(), store::Tell::nobody)));
}

TEST_CASE("events, payments and documents cannot be rewritten, not even with a shell") {
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto made = added(*store, order(house(*store).location));
  orders::RecordPayment payment;
  payment.amount.amount = 500;
  payment.method = "cash";
  REQUIRE(change(*store, made, payment));
  REQUIRE(change(*store, made,
                 orders::AddDocument{orders::Purpose::terms, "Terms", "Be kind", std::string(64, '0')}));
  for (const char* rewrite :
       {"UPDATE events SET note = 'x'", "DELETE FROM events", "UPDATE payments SET amount = 1",
        "DELETE FROM payments", "UPDATE documents SET body = 'x'"}) {
    CAPTURE(rewrite);
    CHECK_THROWS_AS(edit(folder.database(), rewrite), SQLite::Exception);
  }
}

TEST_CASE("the changes that others follow name every version above the first") {
  const Folder folder;
  const auto store = store::open(folder.options());
  auto home = house(*store);
  const auto made = order(home.location);
  const auto sealed = link(made);
  added(*store, made, {sealed});
  CHECK(ask(folder.database(), "SELECT count(*) FROM changes") == "0");
  REQUIRE(change(*store, made, orders::SetStage{orders::Stage::ready}));
  REQUIRE(run(store->revoke_link(home.shop.id, sealed.link.id, {}, now)));
  REQUIRE(run(store->update_location(home.location)));
  REQUIRE(run(store->update_shop(home.shop)));
  CHECK(ask(folder.database(),
            "SELECT group_concat(kind || version, ' ') FROM (SELECT * FROM changes "
            "ORDER BY kind, version)") == "link2 location2 order2 order3 shop2");
}

TEST_SUITE_END();
