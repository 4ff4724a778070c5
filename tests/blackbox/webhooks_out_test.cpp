#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <thread>

using namespace harness;
using namespace std::chrono_literals;

namespace {

constexpr auto endpoint = R"({"url": "https://pos.shop.example/hook?key=hidden", "events": ["quote.sent"]})";

std::string new_order(std::string_view number, std::string_view more = "") {
  return fmt::format(R"({{"number": "{}", "notify": false, "customer": {{"name": "Ada Quill"}},
                          "devices": [{{"kind": "Phone"}}]{}}})",
                     number, more);
}

// The numbers of the feed's entries about orders with this beginning.
std::vector<std::string> told(const Told& feed) {
  std::vector<std::string> all;
  for (const auto& entry : feed.at("/data").as_array()) {
    const auto number = std::string(entry.at("number").as_string());
    all.push_back(number + " " + entry.at("type").as_string().c_str());
  }
  return all;
}

std::string end_of_feed(const Till& till) {
  for (std::string after = "0";;) {
    const auto feed = till.get("events?limit=200&after=" + after);
    after = feed.text("/next_cursor");
    if (feed.at("/data").as_array().empty()) return after;
  }
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/webhooks_out");

TEST_CASE("a webhook's secret is told once, and stands in no list, log or database") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post("webhooks", endpoint);
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  const auto secret = made.text("/secret");
  CHECK(secret.starts_with("whsec_"));
  const auto path = "webhooks/" + made.text("/id");
  CHECK(made.raw.field("location") == "/api/v1/" + path);
  CHECK(till.get(path).raw.body.find("secret") == std::string::npos);
  CHECK(till.get("webhooks").raw.body.find("secret") == std::string::npos);
  const auto fresh = till.post(path + "/rotate-secret");
  REQUIRE_MESSAGE(fresh.status == 200, fresh.raw.body);
  CHECK(fresh.text("/secret") != secret);
  for (const auto& hidden : {secret, fresh.text("/secret")}) {
    CHECK(service.log().find(hidden) == std::string::npos);
    for (const auto* file : {"data/claimcheck.db", "data/claimcheck.db-wal"})
      CHECK(read_file(shop.folder() / file).find(hidden.substr(6)) == std::string::npos);
  }
  CHECK(till.remove(path).status == 204);
  CHECK(till.get(path).status == 404);
}

TEST_CASE("what is wrong with a webhook is named") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  for (const std::string url : {"http://pos.shop.example/", "ftp://pos.shop.example/", "pos.shop.example",
                                "https://", "https://bo:secret@pos.shop.example/",
                                "https://pos.shop.example/#part", "https://pos.shop.example/a b"})
    CHECK_MESSAGE(till.post("webhooks", fmt::format(R"({{"url": "{}"}})", url)).field() == "url", url);
  CHECK(till.post("webhooks",
                  fmt::format(R"({{"url": "https://pos.shop.example/{}"}})", std::string(2000, 'x')))
            .field() == "url");
  const std::pair<const char*, const char*> cases[]{
      {"{}", "url"},
      {R"({"url": 7})", "url"},
      {R"({"url": "https://pos.shop.example/", "events": ["quote.lost"]})", "events"},
      {R"({"url": "https://pos.shop.example/", "events": "quote.sent"})", "events"},
      {R"({"url": "https://pos.shop.example/", "enabled": "yes"})", "enabled"},
      {R"({"url": "https://pos.shop.example/", "secret": "mine"})", "secret"}};
  for (const auto& [body, field] : cases) {
    const auto answer = till.post("webhooks", body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
  CHECK(till.get("webhooks").at("/data").as_array().empty());
  for (int i = 0; i < 20; ++i) REQUIRE(till.post("webhooks", endpoint).status == 201);
  CHECK(till.post("webhooks", endpoint).status == 409);
}

TEST_CASE("a change is for the version that was seen") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post("webhooks", endpoint);
  const auto path = "webhooks/" + made.text("/id"), etag = made.raw.field("etag");
  const auto changed = till.with("If-Match", etag).patch(path, R"({"description": "the till"})");
  CHECK(changed.text("/description") == "the till");
  CHECK(changed.text("/url") == "https://pos.shop.example/hook?key=hidden");
  CHECK(till.with("If-Match", etag).patch(path, R"({"enabled": false})").status == 412);
  CHECK(till.get(path).at("/enabled").as_bool());
}

TEST_CASE("no delivery goes to an address that is not public, whatever its name") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  for (const auto* host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"}) {
    const auto made =
        till.post("webhooks", fmt::format(R"({{"url": "https://{}:{}/"}})", host, service.admin_port()));
    REQUIRE_MESSAGE(made.status == 201, made.raw.body);
    const auto path = "webhooks/" + made.text("/id");
    CHECK(till.post(path + "/test").status == 202);
    Told log;
    for (int look = 0; look < 400; ++look) {
      log = till.get(path + "/deliveries");
      if (!log.at("/data/0/last_at").is_null()) break;
      std::this_thread::sleep_for(25ms);
    }
    CHECK(log.text("/data/0/detail") == "the address is not public");
    CHECK(log.text("/data/0/state") == "queued");
    CHECK(log.at("/data/0/status").is_null());
  }
}

TEST_CASE("the feed tells each happening once, in its order, and goes on where it ended") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  auto after = end_of_feed(till);
  till.post("locations", R"({"name": "Annex"})");
  REQUIRE(till.post("orders", new_order("F-1", R"(, "location": "annex")")).status == 201);
  REQUIRE(till.post("orders/F-1/stage", R"({"stage": "received"})").status == 200);
  REQUIRE(till.post("orders/F-1/stage", R"({"stage": "received"})").status / 100 != 5);
  std::vector<std::string> all;
  for (;;) {
    const auto feed = till.get("events?limit=1&after=" + after);
    if (feed.at("/data").as_array().empty()) {
      CHECK(feed.text("/next_cursor") == after);
      break;
    }
    CHECK(feed.at("/data").as_array().size() == 1);
    CHECK(feed.text("/data/0/location") == "annex");
    CHECK(std::to_string(feed.number("/data/0/seq")) == feed.text("/next_cursor"));
    all.push_back(told(feed).front());
    after = feed.text("/next_cursor");
  }
  CHECK(all == std::vector<std::string>{"F-1 order.created", "F-1 order.stage_changed"});
  for (const auto* odd : {"after=x", "after=-1", "limit=0", "limit=201", "wait=26", "since=1"})
    CHECK_MESSAGE(till.get(std::string("events?") + odd).status == 422, odd);
}

TEST_CASE("who waits at the feed is told as soon as something happens, and else after the time they gave") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  till.post("locations", R"({"name": "Annex"})");
  const auto after = end_of_feed(till);
  const auto began = std::chrono::steady_clock::now();
  CHECK(till.get("events?wait=1&after=" + after).at("/data").as_array().empty());
  CHECK(std::chrono::steady_clock::now() - began >= 1s);

  std::jthread happens{[&] {
    std::this_thread::sleep_for(300ms);
    till.post("orders", new_order("W-1", R"(, "location": "annex")"));
  }};
  const auto waited = std::chrono::steady_clock::now();
  const auto feed = till.get("events?wait=15&after=" + after);
  CHECK(told(feed) == std::vector<std::string>{"W-1 order.created"});
  CHECK(std::chrono::steady_clock::now() - waited < 10s);
}

TEST_CASE("a key that is bound to a location hears of that location alone, and has no webhooks") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  till.post("locations", R"({"name": "Annex"})");
  till.post("locations", R"({"name": "Elsewhere"})");
  const auto after = end_of_feed(till);
  const auto key = till.post("api-keys", R"({"name": "annex", "scope": "admin", "location": "annex"})");
  const Till annex{service, key.text("/api_key")};
  till.post("orders", new_order("X-1", R"(, "location": "elsewhere")"));
  till.post("orders", new_order("X-2", R"(, "location": "annex")"));
  CHECK(told(annex.get("events?after=" + after)) == std::vector<std::string>{"X-2 order.created"});
  CHECK(told(till.get("events?after=" + after)).size() == 2);
  CHECK(annex.get("webhooks").status == 403);
  CHECK(annex.post("webhooks", endpoint).status == 403);
}

TEST_SUITE_END();
