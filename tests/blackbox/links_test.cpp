#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>
#include <set>

using namespace harness;

namespace {

const Environment no_limits{{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "0"}};

// Reading all of what a burst of requests brings; the Date and nothing else may differ.
std::string without_date(const wire::Answer& answer) {
  const auto at = answer.head.find("Date: ");
  return answer.head.substr(0, at) + answer.head.substr(answer.head.find("\r\n", at)) + answer.body;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/links");

TEST_CASE("C02: guessed codes get one constant 404 and never reach the store") {
  const RepairShop shop;
  const Service service{shop.folder(), no_limits};
  const auto keys = tokens::KeyRing::load(shop.folder() / "claimcheck.keys");
  std::mt19937_64 random{20'261};
  std::set<std::string> answers;
  wire::Connection connection{service.port()};
  for (int round = 0; round < 1000; ++round) {
    std::string burst;
    for (int i = 0; i < 100; ++i) burst += get_bytes("/t/" + wrong_code(random, keys));
    connection.send(burst);
    for (int i = 0; i < 100; ++i) {
      const auto answer = connection.answer();
      REQUIRE(answer.status == 404);
      answers.insert(without_date(answer));
    }
  }
  CHECK(answers.size() == 1);
  CHECK(store_operations(service, "find_link") == 0);
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
  CHECK(store_operations(service, "find_link") == 1);
}

TEST_CASE("codes that are nearly right, malformed or mangled get that same 404") {
  const RepairShop shop;
  const Service service{shop.folder(), no_limits};
  const auto code = shop.link(open_order).substr(3);
  const auto page = [&](const std::string& tail) { return get(service.port(), "/t/" + tail); };
  const auto constant = page("nonsense");
  CHECK(constant.status == 404);
  auto wrong = code;
  wrong[12] = wrong[12] == 'x' ? 'y' : 'x';
  const std::vector<std::string> bad_codes{
      wrong, code.substr(1), code + "0", code + "....", code + "%41", "%2e%2e", std::string(2000, 'a')};
  for (const auto& bad : bad_codes) {
    const auto answer = page(bad);
    CHECK_MESSAGE(answer.status == 404, bad);
    const bool same = answer.body == constant.body;
    CHECK_MESSAGE(same, bad);
  }
  SUBCASE("but what chat and mail programs add is forgiven") {
    for (const auto& good : {code + ".", code + ").", code + "%2e", code + "%3E"})
      CHECK(page(good).status == 200);
    auto shouted = code;
    for (auto& c : shouted) c = static_cast<char>(std::toupper(c));
    CHECK(page(shouted).status == 200);
    CHECK(get(service.port(), "/track/" + code).status == 200);
  }
}

TEST_CASE("who guesses is told to wait, and good links still open from the same address") {
  const RepairShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_LIMITS_BAD_CODES_PER_10_MINUTES", "20"}}};
  std::mt19937_64 random{7};
  for (int i = 0; i < 20; ++i) CHECK(get(service.port(), "/t/" + random_code(random)).status == 404);
  const auto refused = get(service.port(), "/t/" + random_code(random));
  CHECK(refused.status == 429);
  CHECK(!refused.field("retry-after").empty());
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
}

TEST_CASE("C04: completing an order ends its link in the same instant, reopening restores it") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto link = shop.link(open_order);
  REQUIRE(get(service.port(), link).status == 200);
  for (int round = 0; round < 3; ++round) {
    REQUIRE(set_stage(service, shop, open_order, "collected") == 200);
    const auto ended = get(service.port(), link);
    CHECK(ended.status == 410);
    CHECK(ended.body.find(open_order) == ended.body.npos);  // nothing of the order
    CHECK(ended.body.find("tel:+441632960123") != ended.body.npos);
    REQUIRE(set_stage(service, shop, open_order, "in_progress") == 200);
    CHECK(get(service.port(), link).status == 200);
    REQUIRE(set_stage(service, shop, open_order, "cancelled") == 200);
    CHECK(get(service.port(), link).status == 410);
    REQUIRE(set_stage(service, shop, open_order, "in_progress") == 200);
    CHECK(get(service.port(), link).status == 200);
  }
  CHECK(get(service.port(), shop.link(collected_order)).status == 410);
}

TEST_CASE("with receipt days the page of a finished order is read-only for so long, then gone") {
  const char* const faketime = std::getenv("CLAIMCHECK_TEST_FAKETIME");  // path of libfaketime
  if (!faketime) {
    MESSAGE("skipped: CLAIMCHECK_TEST_FAKETIME does not name the library");
    return;
  }
  const RepairShop shop;
  const auto at = [&](const char* offset) {
    return Environment{{"LD_PRELOAD", faketime},
                       {"FAKETIME", offset},
                       {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
                       {"CLAIMCHECK_LINKS_RECEIPT_DAYS", "3"}};
  };
  const auto link = shop.link(open_order);
  {
    const Service today{shop.folder(), at("+0d")};
    REQUIRE(set_stage(today, shop, open_order, "collected") == 200);
    const auto receipt = get(today.port(), link, "Accept: application/json\r\n");
    CHECK(receipt.status == 200);
    CHECK(receipt.body.find(R"("access":"receipt")") != receipt.body.npos);
  }
  { CHECK(get(Service{shop.folder(), at("+71h")}.port(), link).status == 200); }
  { CHECK(get(Service{shop.folder(), at("+73h")}.port(), link).status == 410); }
  SUBCASE("an open order's link ages") {
    const Service later{shop.folder(), at("+181d")};
    REQUIRE(set_stage(later, shop, open_order, "in_progress") == 200);
    CHECK(get(later.port(), link).status == 410);
  }
}

TEST_CASE("C40: a page tells previews nothing, and browsers to keep nothing") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const auto page = get(service.port(), shop.link(open_order), "User-Agent: WhatsApp/2.23\r\n");
  REQUIRE(page.status == 200);
  CHECK(page.field("cache-control") == "no-store");
  CHECK(page.field("referrer-policy") == "same-origin");
  CHECK(page.field("x-robots-tag") == "noindex, nofollow, noarchive, nosnippet");
  CHECK(page.field("set-cookie").empty());
  CHECK(page.field("content-security-policy").find("default-src 'none'") == 0);
  const auto from = page.body.find("<meta property=\"og:");
  const auto head = page.body.substr(from, page.body.find("</head>") - from);
  CHECK(from != page.body.npos);
  CHECK(head.find("lamp") == head.npos);
  CHECK(head.find(shop.link(open_order).substr(3)) == head.npos);  // not even its own code
}

TEST_CASE("neither log nor database ever holds a code or a key") {
  const RepairShop shop;
  Service service{shop.folder()};
  for (const auto& [number, link] : shop.links()) get(service.port(), link);
  set_stage(service, shop, open_order, "ready");
  service.stop();
  std::string all = service.log();
  for (const auto& entry : std::filesystem::recursive_directory_iterator{shop.folder().path()})
    if (entry.is_regular_file() && entry.path().filename() != "links.csv") all += read_file(entry.path());
  for (const auto& [number, link] : shop.links()) CHECK(all.find(link.substr(4, 26)) == all.npos);
  CHECK(all.find(shop.api_key().substr(17)) == all.npos);
}

TEST_CASE("a shop that leaves a receipt for a week beats a configuration that leaves none") {
  const RepairShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_LINKS_RECEIPT_DAYS", "0"}}};
  const Till till{service, shop.api_key()};
  const auto& path = shop.link(collected_order);
  CHECK(get(service.port(), path).status == 410);
  REQUIRE(till.patch("shop", R"({"receipt_days": 7})").status == 200);
  CHECK(get(service.port(), path).status == 200);
  const auto order = till.get("orders/" + collected_order);
  CHECK(order.text("/links/0/state") == "receipt");
}

TEST_SUITE_END();
