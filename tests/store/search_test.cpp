#include "store/sqlite_cards.hpp"
#include "store/sqlite_lists.hpp"
#include "store/sqlite_shops.hpp"
#include "tests/store/listing.hpp"

#include <algorithm>
#include <iterator>

using namespace test;

namespace {

// So many orders that every word but a few is common: the first half says alpha, the second beta, every
// thousandth both. Cards alone, since lists ask for nothing else.
constexpr int all_orders = 8200;

struct Crowd {
  Crowd() {
    store::open(folder.options());
    connection.emplace(folder.database(), store::Connection::Role::writer);
    connection->exec("BEGIN");
    REQUIRE(store::add_shop(*connection, shop));
    REQUIRE(store::add_location(*connection, quay));
    const auto sample = order(quay);
    for (int i = 0; i < all_orders; ++i) {
      auto one = sample;
      one.id = fresh<orders::OrderId>();
      one.number = "R-" + std::to_string(i);
      one.updated_at = now + std::chrono::seconds{i};
      one.customer = {i < all_orders / 2 ? "alpha" : "beta", "", "", ""};
      if (i % 1000 == 0) one.customer.name = "alpha beta";
      store::write_card(*connection, {}, one);
    }
    connection->exec("COMMIT");
  }

  store::Slice<orders::OrderCard> list(const std::string& text, const std::string& cursor = "") {
    return store::list_orders(*connection, {.shop = shop.id, .text = text}, cursor, 200);
  }
  Numbers all(const std::string& text) {
    Numbers found;
    std::string cursor;
    do {
      const auto page = list(text, cursor);
      std::ranges::move(numbers(page.items), std::back_inserter(found));
      cursor = page.next;
    } while (!cursor.empty());
    return found;
  }

  Folder folder;
  orders::Shop shop = test::shop("harbour");
  orders::Location quay = location(shop, "quayside");
  std::optional<store::Connection> connection;
};

}  // namespace

TEST_SUITE_BEGIN("store/search");

TEST_CASE("words that thousands of orders have find the same, however they are looked up") {
  Crowd crowd;
  CHECK(numbers(crowd.list("fernweh").items).front() == "R-8199");
  CHECK(crowd.all("fernweh lap").size() == all_orders);
  CHECK(crowd.all("alpha").size() == all_orders / 2 + 4);
  CHECK(numbers(crowd.list("alpha").items).at(4) == "R-4099");
  CHECK(crowd.all("alpha beta") ==
        Numbers{"R-8000", "R-7000", "R-6000", "R-5000", "R-4000", "R-3000", "R-2000", "R-1000", "R-0"});
  CHECK(crowd.all("alpha 6000") == Numbers{"R-6000"});
  CHECK(crowd.all("alpha gamma").empty());
}

TEST_SUITE_END();
