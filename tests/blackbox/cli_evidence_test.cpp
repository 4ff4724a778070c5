#include "tests/blackbox/till.hpp"

#include <sqlite3.h>

#include <doctest/doctest.h>

using namespace harness;
namespace fs = std::filesystem;

namespace {

// Someone with a shell and no key.
void edit(const RepairShop& shop, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((shop.folder() / "data/claimcheck.db").c_str(), &database) == SQLITE_OK);
  sqlite3_busy_timeout(database, 10'000);  // a service may be writing
  char* why = nullptr;
  const bool done = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &why) == SQLITE_OK;
  CHECK_MESSAGE(done, (why ? why : ""));
  sqlite3_free(why);
  sqlite3_close(database);
}

// A quote that was sent and approved at the counter, and paid.
void quote_and_pay(const Service& service, const RepairShop& shop) {
  const Till till{service, shop.api_key()};
  const auto order = "orders/" + open_order;
  const auto quote = till.post(order + "/quotes", R"({"currency": "GBP", "lines": [{"description": "Fan",
      "quantity": "1", "unit_price": 2500, "tax_bp": 2000, "kind": "required"}]})");
  REQUIRE_MESSAGE(quote.status < 300, quote.raw.body);
  const auto decided =
      till.post(order + "/quotes/1/decision",
                R"({"decision": "approve", "method": "phone", "reference": "call at noon"})");
  REQUIRE_MESSAGE(decided.status < 300, decided.raw.body);
  const auto paid =
      till.post(order + "/payments",
                R"({"kind": "final", "amount": {"amount": 3000, "currency": "GBP"}, "method": "cash"})");
  REQUIRE_MESSAGE(paid.status < 300, paid.raw.body);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/cli_evidence");

TEST_CASE("what was done to the evidence behind the service's back is named by the first bad entry") {
  const RepairShop shop;
  {
    Service service{shop.folder()};
    quote_and_pay(service, shop);
    const auto taken = run(shop.folder(), {"checkpoint"});
    REQUIRE(taken.exit_code == 0);
    CHECK(taken.out.starts_with("{\"head\":\""));
    write_file(shop.folder() / "elsewhere.jsonl", taken.out);
    CHECK(read_file(shop.folder() / "data/checkpoints.jsonl").find(taken.out) != std::string::npos);
    const auto beside = run(shop.folder(), {"verify", "--checkpoint", "elsewhere.jsonl"});
    CHECK_MESSAGE(beside.exit_code == 0, beside.out);
    REQUIRE(service.stop() == 0);  // so that all of it is in one file
  }
  fs::copy_file(shop.folder() / "data/claimcheck.db", shop.folder() / "sound.db");
  const auto after = [&](const std::string& sql) {
    fs::copy_file(shop.folder() / "sound.db", shop.folder() / "data/claimcheck.db",
                  fs::copy_options::overwrite_existing);
    edit(shop, sql);
    const auto ran = run(shop.folder(), {"verify", "--checkpoint", "elsewhere.jsonl"});
    CHECK(ran.exit_code == 4);
    return ran.out.substr(0, ran.out.find('\n'));
  };
  const auto paid = after("DROP TRIGGER payments_stay; UPDATE payments SET amount = 300 WHERE position = 0");
  CHECK_MESSAGE(paid.find("(payment_recorded, order " + open_order + "): the payment is not the one") !=
                    std::string::npos,
                paid);
  const auto decided = after("UPDATE quotes SET decision_reference = 'never'");
  CHECK_MESSAGE(decided.find("(quote_approved, order " + open_order + ")") != std::string::npos, decided);
  const auto cut = after(
      "DROP TRIGGER evidence_remains; DELETE FROM evidence WHERE seq > (SELECT max(seq) - 3 FROM evidence); "
      "DELETE FROM personal WHERE seq > (SELECT max(seq) FROM evidence)");
  CHECK_MESSAGE(cut.find("it is missing: the checkpoint of") != std::string::npos, cut);
}

TEST_CASE("a dispute pack is written beside the service and proves itself without a store") {
  const RepairShop shop;
  std::string keys;
  {
    const Service service{shop.folder()};
    quote_and_pay(service, shop);
    const auto ran = run(shop.folder(), {"export", open_order, "case.zip", "--json"});
    REQUIRE_MESSAGE(ran.exit_code == 0, ran.error);
    CHECK(boost::json::parse(ran.out).at("entries") == 4);
    CHECK((fs::status(shop.folder() / "case.zip").permissions() & fs::perms::all) == fs::perms{0600});
    CHECK(run(shop.folder(), {"export", "R-none", "none.zip"}).exit_code == 1);
    keys = get(service.port(), "/.well-known/claimcheck-seal.json").body;
  }
  const TemporaryFolder court;
  fs::copy_file(shop.folder() / "case.zip", court / "case.zip");
  write_file(court / "keys.json", keys);
  const auto sound = run(court, {"verify", "case.zip", "--keys", "keys.json"});
  CHECK_MESSAGE(sound.exit_code == 0, sound.out);
  CHECK(run(court, {"verify", "case.zip"}).error.find("claimcheck-seal.json") != std::string::npos);
  auto bytes = read_file(court / "case.zip");
  bytes[bytes.size() / 3] ^= 1;
  write_file(court / "changed.zip", bytes);
  CHECK(run(court, {"verify", "changed.zip", "--keys", "keys.json"}).exit_code == 4);
}

TEST_CASE("the customer takes their papers along, and who was only shown the state does not") {
  const RepairShop shop;
  const Service service{shop.folder()};
  quote_and_pay(service, shop);
  const auto link = shop.link(open_order);
  for (const auto* paper : {"/quotes/1.pdf", "/receipt.pdf", "/certificate.pdf"}) {
    CAPTURE(paper);
    const auto answer = get(service.port(), link + paper);
    CHECK(answer.status == 200);
    CHECK(answer.field("content-type") == "application/pdf");
    CHECK(answer.field("content-disposition").starts_with("attachment"));
    CHECK(answer.body.starts_with("%PDF-"));
  }
  const auto receipt = get(service.port(), link + "/receipt.json");
  REQUIRE(receipt.status == 200);
  write_file(shop.folder() / "receipt.json", receipt.body);
  CHECK(run(shop.folder(), {"verify", "receipt.json"}).exit_code == 0);
  auto changed = receipt.body;
  changed.replace(changed.find("3000"), 4, "2000");
  write_file(shop.folder() / "receipt.json", changed);
  CHECK(run(shop.folder(), {"verify", "receipt.json"}).exit_code == 4);
  CHECK(get(service.port(), link + "/quotes/2.pdf").status == 404);
  CHECK(get(service.port(), link + "/quotes/1").status == 404);
  CHECK(get(service.port(), shop.link(collected_order) + "/receipt.pdf").status == 410);
  const auto made =
      Till{service, shop.api_key()}.post("orders/" + open_order + "/links", R"({"channel": "share"})");
  REQUIRE(made.status < 300);
  for (const auto* paper : {"/quotes/1.pdf", "/receipt.pdf", "/certificate.pdf", "/receipt.json"})
    CHECK(get(service.port(), path_of(made.text("/url")) + paper).status == 404);
}

TEST_CASE("verify --repair mends what pages are read from, beside the service too, and says what it was") {
  const RepairShop shop;
  std::optional<Service> service;
  for (const bool beside : {false, true}) {
    CAPTURE(beside);
    if (beside) service.emplace(shop.folder());
    edit(shop, "DELETE FROM snapshots WHERE order_id = (SELECT id FROM orders WHERE number = '" + open_order +
                   "')");
    const auto broken = run(shop.folder(), {"verify"});
    CHECK(broken.exit_code == 4);
    CHECK(broken.out.find("order " + open_order + ": its snapshot is missing") != std::string::npos);
    if (beside) CHECK(get(service->port(), shop.link(open_order)).status == 200);
    const auto mended = run(shop.folder(), {"verify", "--repair"});
    CHECK_MESSAGE(mended.exit_code == 0, mended.out);
    CHECK(mended.error.find("order " + open_order + ": its snapshot is missing") != std::string::npos);
    CHECK(run(shop.folder(), {"verify", "--repair"}).error.find("nothing to repair") != std::string::npos);
  }
}

TEST_SUITE_END();
