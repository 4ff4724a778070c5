#include "store/migrations.hpp"
#include "tests/store/listing.hpp"
#include "tests/store/raw.hpp"

using namespace test;

namespace {

const orders::ShopId harbour{{1}};

// A database as the program before lists left it: 1,201 orders of one shop, the last one ready, the first
// with a quote that waits and a mail to send.
void make_old(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  store::Connection writer{file, store::Connection::Role::writer};
  store::apply(writer, store::scripts().first(2));
  writer.exec(R"sql(
    INSERT INTO meta VALUES (1, zeroblob(16), 0);
    INSERT INTO shops (id, slug, name, locale, currency, brand_colour, brand_message, portal_enabled, portal_redirect,
                       version)
      VALUES (x'01000000000000000000000000000000', 'harbour', 'Harbour', 'en', 'GBP', '', '', 1, '', 1);
    INSERT INTO locations (shop, id, slug, name, phone, email, website, address, hours, zone, brand_colour,
                           brand_message, version)
      SELECT id, zeroblob(16), 'quay', 'Quay', '', '', '', '', '', 'Europe/London', '', '', 1 FROM shops;
    CREATE TEMP TABLE made AS
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1201)
      SELECT i, CAST(printf('%016d', i) AS BLOB) AS id, 'R-' || (1000 + i) AS number,
             (SELECT id FROM shops) AS shop, 1772442000000 + i AS at FROM n;
    INSERT INTO orders (shop, id, location, number, external_id, customer_name, customer_email, customer_phone,
                        customer_locale, promise_reason, on_hold, cancelled, created_at, updated_at, version)
      SELECT shop, id, zeroblob(16), number, '', 'Zoë Brandt', '', '+441632960201', '', '', 0, 0, at, at, 1 FROM made;
    INSERT INTO devices SELECT shop, id, 0, id, 'Phone', 'Fernweh', 'Nine', '', '',
      iif(i = 1201, 'repaired_ready', 'diagnosing'), iif(i = 1201, 'repaired_ready', 'diagnosing'), at FROM made;
    INSERT INTO events (shop, order_id, position, id, kind, at, status, note, visible, actor_kind, actor_id)
      SELECT shop, id, 0, id, 'order_created', at, '', '', 0, 'system', '' FROM made;
    INSERT INTO quotes (shop, order_id, round, id, state, currency, tax_included, deposit, created_at, sent_at)
      SELECT shop, id, 1, id, 'sent', 'EUR', 0, 0, at, at FROM made WHERE i = 1;
    INSERT INTO quote_lines SELECT shop, id, 1, 0, id, 'Screen', 1000, 8999, 2000, 'required', '', 0 FROM made
      WHERE i = 1;
    INSERT INTO staff SELECT id, id, 'Ann@Harbour.example', 'Ann', 'owner', zeroblob(32), 0, 0 FROM shops;
    INSERT INTO notices SELECT shop, id, id, 'act_receipt', 'email', NULL, NULL, 'queued', at, at, 0, '' FROM made
      WHERE i = 1;
  )sql");
}

}  // namespace

TEST_SUITE_BEGIN("store/upgrade");

TEST_CASE("orders from before there were lists are listed, found and counted after the upgrade") {
  const Folder folder;
  make_old(folder.database());
  {
    const auto store = store::open(folder.options());
    CHECK(found_by(*store, harbour, "zoe r-2201") == Numbers{"R-2201"});
    CHECK(listed(*store, {.shop = harbour, .stage = orders::Stage::ready}) == Numbers{"R-2201"});
    CHECK(listed(*store, {.shop = harbour, .quote = orders::QuoteStanding::waiting}) == Numbers{"R-1001"});
    const auto board = run(store->board(harbour, {}, now));
    CHECK(board.by_stage.at(orders::Stage::in_progress) == 1200);
    CHECK(run(store->list_customers(harbour, {}, "", "", 10)).items.at(0).orders == 1201);
    CHECK(run(store->staff_by_email("ann@harbour.example")).size() == 1);
  }
  CHECK(ask(folder.database(), "SELECT topic FROM notices") == "act_receipt");
  CHECK(store::verify(folder.options()).faults == std::vector<std::string>{});
}

TEST_CASE("an upgrade that was cut short goes on at the next start, and is over then") {
  const Folder folder;
  make_old(folder.database());
  store::open(folder.options());
  edit(folder.database(),
       "UPDATE meta SET filled = 0; DELETE FROM words WHERE order_id > (SELECT id FROM orders LIMIT 1 OFFSET "
       "600);"
       "DELETE FROM cards WHERE id > (SELECT id FROM orders LIMIT 1 OFFSET 600); DELETE FROM card_counts;"
       "INSERT INTO card_counts SELECT shop, location, stage, count(*) FROM cards GROUP BY 1, 2, 3");
  store::open(folder.options());
  CHECK(store::verify(folder.options()).faults == std::vector<std::string>{});
  CHECK(ask(folder.database(), "SELECT count(*) FROM cards") == "1201");

  edit(folder.database(), "DELETE FROM words WHERE word = 'r1777'");
  store::open(folder.options());
  CHECK(ask(folder.database(), "SELECT count(*) FROM words WHERE word = 'r1777'") == "0");
}

TEST_CASE("a line in lists that is not its order's is found by verify") {
  const Folder folder;
  make_old(folder.database());
  store::open(folder.options());
  const auto fault = [&] {
    const auto faults = store::verify(folder.options()).faults;
    return faults.size() == 1 ? faults.front() : std::to_string(faults.size()) + " faults";
  };
  SUBCASE("another balance") {
    edit(folder.database(), "UPDATE cards SET balance = 1 WHERE number = 'R-1777'");
    CHECK(fault() == "shop harbour, order R-1777: its line in lists is not what it says");
  }
  SUBCASE("a word is missing") {
    edit(folder.database(), "DELETE FROM words WHERE word = 'r1777'");
    CHECK(fault() == "shop harbour, order R-1777: its line in lists is not what it says");
  }
  SUBCASE("a count is wrong") {
    edit(folder.database(), "UPDATE card_counts SET orders = orders + 1 WHERE stage = 'ready'");
    CHECK(fault() == "shop harbour: its orders at stage ready are miscounted");
  }
}

TEST_SUITE_END();
