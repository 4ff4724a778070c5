#include "tests/store/raw.hpp"
#include "tests/store/sample.hpp"

#include <algorithm>
#include <fstream>

using namespace test;

namespace {

// A shop with three orders, of which the second has a quote, a document and a payment, and is then edited by
// hand.
struct Planted {
  Folder folder;
  std::vector<std::string> faults(const std::string& sql) {
    {
      const auto store = store::open(folder.options());
      const auto home = house(*store);
      for (int i = 0; i < 3; ++i) {
        const auto made = order(home.location);
        added(*store, made, {link(made)});
        if (i != 1) continue;
        orders::QuoteDraft draft;
        draft.lines.resize(1);
        draft.lines[0].description = "Screen";
        draft.lines[0].unit_price = 8999;
        REQUIRE(change(*store, made, orders::MakeQuote{draft}));
        orders::AddDocument terms{orders::Purpose::terms, "Terms", "Be kind", {}};
        terms.sha256 = tokens::hex(tokens::sha256(tokens::bytes(terms.body)));
        REQUIRE(change(*store, made, terms));
        orders::RecordPayment payment;
        payment.amount.amount = 500;
        payment.method = "cash";
        REQUIRE(change(*store, made, payment));
        REQUIRE(change(*store, made, payment));
      }
    }
    edit(folder.database(), "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + sql);
    return store::verify(folder.options()).faults;
  }
};

const std::string second = " WHERE order_id = (SELECT id FROM orders WHERE number = 'R-1002')";

}  // namespace

TEST_SUITE_BEGIN("store/verify");

TEST_CASE("a sound store has nothing to be named, also while the service runs") {
  Planted planted;
  CHECK(planted.faults("").empty());
  const auto store = store::open(planted.folder.options());
  CHECK(store::verify(planted.folder.options()).faults.empty());
  CHECK(run(store->ready()));
}

TEST_CASE("each planted fault is named with its shop and order") {
  struct Case {
    const char* what;
    std::string sql;
    const char* said;
  };
  const Case cases[] = {
      {"version", "UPDATE orders SET version = 0 WHERE number = 'R-1002'", "version is not positive"},
      {"device", "DELETE FROM devices" + second, "no device"},
      {"event", "DROP TRIGGER events_remain; DELETE FROM events" + second + " AND position = 0",
       "no order_created"},
      {"gap", "DROP TRIGGER events_remain; DELETE FROM events" + second + " AND position = 1",
       "an event is missing"},
      {"round", "UPDATE quotes SET round = 2" + second + "; UPDATE quote_lines SET round = 2" + second,
       "a round"},
      {"currency",
       "DROP TRIGGER payments_stay; UPDATE payments SET currency = 'EUR'" + second + " AND position = 1",
       "several currencies"},
      {"status", "UPDATE devices SET public_status = 'lost'" + second, "no status is called lost"},
      {"end", "UPDATE orders SET ended_at = 1 WHERE number = 'R-1002'", "still open"},
      {"no end", "UPDATE orders SET cancelled = 1 WHERE number = 'R-1002'", "not ended"},
      {"document", "DROP TRIGGER documents_stay; UPDATE documents SET body = 'Be cruel'",
       "not what its sum says"},
      {"link version", "UPDATE links SET version = 0" + second, "version that is not positive"},
  };
  for (const auto& [what, sql, said] : cases) {
    CAPTURE(what);
    Planted planted;
    const auto faults = planted.faults(sql);
    REQUIRE_FALSE(faults.empty());
    // What evidence vouches for comes first, by its entry.
    const auto named = [&, words = std::string_view(said)](const std::string& fault) {
      return fault.starts_with("shop harbour, order R-1002: ") && fault.find(words) != std::string::npos;
    };
    CHECK_MESSAGE(std::ranges::any_of(faults, named), faults.front());
  }
}

TEST_CASE("a link that belongs to another shop than its order is named") {
  Planted planted;
  const auto faults = planted.faults(
      "INSERT INTO shops SELECT x'99999999999999999999999999999999', 'ghost', name, locale, currency, "
      "brand_colour, "
      "logo_sha256, logo_media_type, logo_width, logo_height, brand_message, portal_enabled, "
      "portal_redirect, version, decline_needs_reason, entry, link_max_days, receipt_days, tax_rates "
      "FROM shops; UPDATE links SET shop = x'99999999999999999999999999999999'" +
      second);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].starts_with("links: a row points to nothing in orders"));
  CHECK(faults[1].find("belongs to another shop") != std::string::npos);
}

TEST_CASE("a page that was scribbled over is named as the file's fault") {
  Planted planted;
  REQUIRE(planted.faults("").empty());
  {
    std::fstream file{planted.folder.database(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(4096 * 9);
    file << std::string(4096, '\xff');
  }
  const auto faults = store::verify(planted.folder.options()).faults;
  REQUIRE_FALSE(faults.empty());
  CHECK(faults.front().starts_with("the file: "));
}

TEST_SUITE_END();
