#include "tests/blackbox/acts.hpp"
#include "tests/blackbox/gzip.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

using namespace harness;
using namespace std::chrono_literals;

namespace {

constexpr const char* browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0\r\n";

// The page behind a link as its readers get it: in two languages, each plain, as gzip and as brotli.
struct Editions {
  struct One {
    std::string plain, gzip, brotli;
  };
  int status = 0;
  One english, german;

  bool says(std::string_view words) const {
    return english.plain.find(words) != std::string::npos && german.plain.find(words) != std::string::npos;
  }
};

class HotPage {
 public:
  explicit HotPage(const Environment& more = {}) : at{more}, repair{take_in(at.till, "P-1")} {}

  wire::Answer open(std::string_view lang = "en", std::string_view coding = "identity") const {
    return get(at.service.port(), fmt::format("{}?lang={}", repair.link, lang),
               fmt::format("{}Accept-Encoding: {}\r\n", browser, coding));
  }
  Editions::One read(std::string_view lang) const {
    Editions::One one{open(lang).body, open(lang, "gzip").body, open(lang, "br").body};
    if (!one.plain.empty()) CHECK(unzipped(one.gzip) == one.plain);
    return one;
  }
  Editions read() const { return {open().status, read("en"), read("de")}; }
  // Opens it until it is kept, and proves that nothing is asked of the store for it any more.
  Editions warm() const {
    read();
    const auto before = asked();
    auto hot = read();
    CHECK(asked() == before);
    return hot;
  }
  long asked() const { return store_operations(at.service, "find_link"); }

  OpenShop at;
  Repair repair;
};

// Makes the change while the page is hot: whoever opens it next sees it, whatever they ask for.
void changes(const HotPage& page, const std::string& what, const std::function<void()>& change) {
  const auto before = page.warm();
  change();
  const auto after = page.read();
  for (const auto& [old, now] : {std::pair{before.english, after.english}, {before.german, after.german}}) {
    CHECK_MESSAGE(now.plain != old.plain, what);
    CHECK_MESSAGE(now.brotli != old.brotli, what);
  }
}

void reload(const Service& service) {
  const auto reloads = [&] {
    int count = 0;
    const auto log = service.log();
    for (auto at = log.find("configuration reloaded"); at != log.npos;
         at = log.find("configuration reloaded", at + 1))
      ++count;
    return count;
  };
  const auto before = reloads();
  service.signal(SIGHUP);
  for (int tries = 0; reloads() == before && tries < 2000; ++tries) std::this_thread::sleep_for(5ms);
  REQUIRE(reloads() > before);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/hot_page");

TEST_CASE("C39: whatever happens to an order is on its page for whoever opens it next") {
  const HotPage page;
  const auto& till = page.at.till;
  changes(page, "stage",
          [&] { REQUIRE(set_stage(page.at.service, page.at.shop, "P-1", "in_progress") == 200); });
  changes(page, "quote", [&] { REQUIRE(till.post("orders/P-1/quotes", quote_body(12'000)).status == 200); });
  CHECK(page.read().says("120"));
  changes(page, "decision", [&] {
    const auto form = second_step(page.at.service, page.repair.link, "/confirm", {{"decision", "approve"}});
    REQUIRE(submit(page.at.service, form.named("Ada Quill")).status == 303);
  });
  changes(page, "message", [&] {
    const auto form = second_step(page.at.service, page.repair.link, "/messages", {{"text", "Is it ready?"}});
    REQUIRE(submit(page.at.service, form.named("Ada Quill")).status == 303);
  });
  CHECK(page.read().says("Is it ready?"));
  changes(page, "payment", [&] {
    REQUIRE(
        till.post("orders/P-1/payments",
                  R"({"kind": "deposit", "method": "cash", "amount": {"amount": 1000, "currency": "GBP"}})")
            .status == 200);
  });
  changes(page, "correction",
          [&] { REQUIRE(till.patch("orders/P-1", R"({"customer": {"name": "Ada Lark"}})").status == 200); });
}

TEST_CASE("C39: whatever a shop changes of itself is on every page for whoever opens it next") {
  const HotPage page;
  const auto& till = page.at.till;
  const auto patch = [&](std::string_view path, std::string_view body) {
    const auto changed = till.patch(path, body);
    REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
  };
  changes(page, "telephone", [&] { patch("locations/wales", R"({"phone": "+441632960321"})"); });
  changes(page, "hours", [&] { patch("locations/wales", R"({"hours": "mon-sun 00:00-24:00"})"); });
  changes(page, "time zone", [&] { patch("locations/wales", R"({"time_zone": "Asia/Kolkata"})"); });
  changes(page, "name", [&] { patch("shop", R"({"name": "Quill & Daughters"})"); });
  changes(page, "colour", [&] { patch("shop", R"({"colour": "#1d4f5c"})"); });
  changes(page, "message", [&] { patch("shop", R"({"message": "Closed on Monday"})"); });
  changes(page, "asks first", [&] { patch("shop", R"({"entry": "recheck"})"); });
  patch("shop", R"({"entry": "direct"})");
  changes(page, "asks for a login", [&] { patch("shop", R"({"entry": "login"})"); });
  patch("shop", R"({"entry": "direct"})");
  changes(page, "portal off", [&] { patch("shop", R"({"portal_enabled": false})"); });
  changes(page, "portal on", [&] { patch("shop", R"({"portal_enabled": true})"); });
  CHECK(page.read().says("Closed on Monday"));
}

TEST_CASE("C21: a page that asks first is made for each reader anew, and what one may see is kept for none") {
  const HotPage page;
  REQUIRE(page.at.till.patch("shop", R"({"entry": "recheck"})").status == 200);
  const auto let_in = submit(page.at.service, {page.repair.link + "/entry", {{"answer", "0777"}}});
  REQUIRE(let_in.status == 303);
  const auto set = let_in.field("set-cookie");
  const auto cookie = fmt::format("{}Cookie: {}\r\n", browser, set.substr(0, set.find(';')));
  for (int i = 0; i < 3; ++i) {
    CHECK(get(page.at.service.port(), page.repair.link, cookie).body.find("P-1") != std::string::npos);
    CHECK(get(page.at.service.port(), page.repair.link, browser).body.find("P-1") == std::string::npos);
  }
}

TEST_CASE("a link that is ended is ended for whoever opens it next, and no page of it is left") {
  const HotPage page;
  CHECK(page.warm().status == 200);
  REQUIRE(page.at.till.remove("links/" + page.repair.link_id).status == 204);
  for (const std::string coding : {"identity", "gzip", "br"})
    for (const std::string lang : {"en", "de"}) CHECK(page.open(lang, coding).status == 410);
  CHECK_FALSE(page.read().says("P-1"));
  const auto before = page.asked();
  CHECK(page.open().status == 410);
  CHECK(page.asked() == before);  // an ended link costs as little as a live one
}

TEST_CASE("new settings are on every page for whoever opens it after they were taken") {
  const HotPage page;
  write_file(page.at.shop.folder() / "config.toml", "[links]\nreceipt_days = 0\n");
  REQUIRE(set_stage(page.at.service, page.at.shop, "P-1", "collected") == 200);
  CHECK(page.warm().status == 410);
  write_file(page.at.shop.folder() / "config.toml", "[links]\nreceipt_days = 30\n");
  reload(page.at.service);
  CHECK(page.warm().status == 200);
  write_file(page.at.shop.folder() / "config.toml", "[links]\nreceipt_days = 0\n");
  reload(page.at.service);
  CHECK(page.open().status == 410);
}

TEST_CASE("a hot page ends when its time is over, without anything that happens") {
  const char* const faketime = std::getenv("CLAIMCHECK_TEST_FAKETIME");  // path of libfaketime
  if (!faketime) {
    MESSAGE("skipped: CLAIMCHECK_TEST_FAKETIME does not name the library");
    return;
  }
  const TemporaryFolder clock;
  const auto turn = [&](std::string_view to) { write_file(clock / "time", to); };
  turn("+0d\n");
  const HotPage page{{{"LD_PRELOAD", faketime},
                      {"FAKETIME_TIMESTAMP_FILE", (clock / "time").string()},
                      {"FAKETIME_NO_CACHE", "1"},
                      {"FAKETIME_DONT_FAKE_MONOTONIC", "1"},
                      {"CLAIMCHECK_LINKS_RECEIPT_DAYS", "3"}}};
  const auto promise = fmt::format(R"({{"hours": "{} 00:00-24:00"}})", "mon-sun");
  REQUIRE(page.at.till.patch("locations/wales", promise).status == 200);
  const auto today = page.warm();
  turn("+1d\n");  // another day of the week is marked
  const auto tomorrow = page.warm();
  CHECK(tomorrow.english.plain != today.english.plain);
  CHECK(tomorrow.german.brotli != today.german.brotli);
  turn("+0d\n");
  REQUIRE(set_stage(page.at.service, page.at.shop, "P-1", "collected") == 200);
  CHECK(page.warm().status == 200);
  turn("+71h\n");
  CHECK(page.warm().status == 200);
  turn("+73h\n");
  CHECK(page.open().status == 410);
  CHECK(page.open("de", "br").status == 410);
}

TEST_CASE("a page is the same bytes for every reader of its language, and reflects nothing that they send") {
  const HotPage page;
  const auto port = page.at.service.port();
  const auto& link = page.repair.link;
  const auto once = get(port, link, browser);
  CHECK(once.status == 200);
  const auto same = [&](const wire::Answer& answer) {
    const auto undated = [](std::string head) {
      const auto at = head.find("Date: ");
      return head.erase(at, head.find('\n', at) - at);
    };
    return answer.status == 200 && answer.body == once.body && undated(answer.head) == undated(once.head);
  };
  auto shouted = link;
  for (auto& c : shouted)
    if (c != 't' && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  for (int i = 0; i < 2; ++i) {
    CHECK(same(get(port, link, std::string(browser) + "Cookie: a=b\r\nReferer: https://evil.example/\r\n")));
    CHECK(same(get(port, link, "User-Agent: Opera/9 <script>\r\nX-Forwarded-For: 192.0.2.9\r\n")));
    CHECK(same(get(port, link, "User-Agent: WhatsApp/2\r\n")));
    CHECK(same(get(port, link)));
    CHECK(same(get(port, link + "?utm_source=mail&x=%3Cscript%3E", browser)));
    CHECK(same(get(port, link + "?lang=tlh", browser)));
    CHECK(same(get(port, link + "?lang=", browser)));
    CHECK(same(get(port, link + "?lang=en", browser)));
    CHECK(same(get(port, link + ").", browser)));
    CHECK(same(get(port, "/track" + link.substr(2), browser)));
    CHECK(same(get(port, "/t/" + shouted.substr(3), browser)));
  }
  const auto german = get(port, link + "?lang=de", browser);
  CHECK(german.body != once.body);
  CHECK(get(port, link + "?x=1&lang=de", browser).body == german.body);
  CHECK(get(port, link + "?lang=de", std::string(browser) + "Accept-Language: en\r\n").body == german.body);
  // Facts are told as they are, beside the page that is kept.
  const auto told = get(port, link, std::string(browser) + "Accept: application/json\r\n");
  CHECK(told.field("content-type") == "application/json");
}

TEST_CASE("a page in no language of its own is each reader's, also when it is hot") {
  const HotPage page;
  const auto made = page.at.till.post(
      "orders", R"({"number": "P-2", "location": "wales", "devices": [{"kind": "Phone"}], "notify": false,
                    "customer": {"name": "Ben Osei"}})");
  const auto link = repair_of(made.raw).link;
  const auto read = [&](std::string_view languages) {
    return get(page.at.service.port(), link, fmt::format("{}Accept-Language: {}\r\n", browser, languages))
        .body;
  };
  const auto english = read("en-GB,en;q=0.9"), german = read("de-AT,en;q=0.3");
  CHECK(english != german);
  const auto asked = page.asked();
  CHECK(read("en") == english);
  CHECK(read("tlh, de;q=0.2") == german);
  CHECK(read("*") == english);
  CHECK(page.asked() == asked);
}

TEST_CASE("HEAD of a hot page tells what GET does") {
  const HotPage page;
  page.warm();
  const auto ask = [&](std::string_view method) {
    return wire::ask(page.at.service.port(),
                     fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}\r\n", method,
                                 page.repair.link, browser));
  };
  const auto whole = ask("GET"), head = ask("HEAD");
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(head.field("content-length") == std::to_string(whole.body.size()));
  CHECK(head.field("content-security-policy") == whole.field("content-security-policy"));
}

TEST_CASE("the log says whether a page was ready or had to be made") {
  HotPage page;
  page.open();
  page.open();
  page.open();
  page.at.service.stop();
  const auto log = page.at.service.log();
  const auto count = [&](std::string_view what) {
    int found = 0;
    for (auto at = log.find(what); at != log.npos; at = log.find(what, at + 1)) ++found;
    return found;
  };
  CHECK(count(R"("cache":"miss")") == 1);
  CHECK(count(R"("cache":"hit")") == 2);
  const auto line = log.substr(log.find(R"("cache":"hit")"));
  CHECK(log.find(page.repair.link.substr(3)) == log.npos);
  CHECK(count(R"("shop":"wales")") >= 3);
}

TEST_CASE("a preview of a hot page is still counted as one") {
  const HotPage page;
  page.warm();
  const auto before = store_operations(page.at.service, "note_preview");
  const auto looked = page.asked();
  for (int i = 0; i < 3; ++i)
    CHECK(get(page.at.service.port(), page.repair.link, "User-Agent: WhatsApp/2.23\r\n").status == 200);
  for (int tries = 0; store_operations(page.at.service, "note_preview") < before + 3 && tries < 400; ++tries)
    std::this_thread::sleep_for(5ms);
  CHECK(store_operations(page.at.service, "note_preview") == before + 3);
  CHECK(page.asked() == looked);
}

TEST_CASE("wrong codes ask nothing of the store, and their page is the same for all") {
  const HotPage page;
  const auto port = page.at.service.port();
  const auto before = page.asked();
  auto wrong = page.repair.link;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const auto first = get(port, wrong, browser);
  CHECK(first.status == 404);
  for (const auto& path : {wrong, std::string("/t/xyz"), std::string("/track/") + std::string(31, '7'),
                           "/t/" + std::string(400, 'a'), wrong + "?lang=en"}) {
    const auto again = get(port, path, browser);
    CHECK(again.status == 404);
    CHECK(again.body == first.body);
  }
  const auto german = get(port, wrong + "?lang=de", browser);
  CHECK(german.status == 404);
  CHECK(german.body != first.body);
  CHECK(get(port, wrong, std::string(browser) + "Accept: application/json\r\n").field("content-type") ==
        "application/problem+json");
  CHECK(page.asked() == before);
}

TEST_SUITE_END();
