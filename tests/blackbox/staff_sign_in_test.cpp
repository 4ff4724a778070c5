#include "tests/blackbox/console.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

using namespace harness;

namespace {

const std::string email = "ann@harbour.example", password = "four words in a row";

// The owner with a password, and the browser they chose it in.
Browser owner(const Service& service, const StaffedShop& shop, const std::string& place = "127.0.0.1") {
  Browser browser{service, place};
  REQUIRE(browser.sign_in_by(shop.owner_link()));
  REQUIRE(browser.post("/staff/me/password", {{"new_password", password}}).status == 303);
  return browser;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/staff_sign_in");

TEST_CASE("the console asks who is there, and leads back to what was asked for") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser browser{service};
  const auto asked = browser.get("/staff/orders?stage=ready&q=a+b");
  CHECK(asked.status == 303);
  CHECK(asked.field("location") == "/staff/sign-in?next=%2Fstaff%2Forders%3Fstage%3Dready%26q%3Da%2Bb");
  const auto form = browser.get(asked.field("location"));
  CHECK(form.status == 200);
  CHECK(form.body.find("value=\"/staff/orders?stage=ready&amp;q=a+b\"") != std::string::npos);
  CHECK(browser.get("/staff/sign-in?next=//evil.example").body.find("evil") == std::string::npos);
  CHECK(wire::get(service.port(), "/staff/orders", "Accept: application/json\r\n").status == 401);
  CHECK(browser.get("/staff").status == 303);
}

TEST_CASE("a sign-in link is used up by a press of its button, once, and not by looking at it") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser browser{service}, scanner{service};
  for (int i = 0; i < 3; ++i) CHECK(scanner.get(shop.owner_link()).status == 200);
  CHECK(scanner.cookie(session).empty());
  CHECK(browser.sign_in_by(shop.owner_link()));
  Browser late{service};
  CHECK(late.get(shop.owner_link()).status == 410);
  CHECK(late.post_bare(shop.owner_link(), {}).status == 410);
  CHECK(late.cookie(session).empty());
  CHECK(late.get("/staff/sign-in/00000000000000000000000000").status == 410);
  CHECK(late.get("/staff/sign-in/nothing").status == 410);
}

TEST_CASE("one signs in with e-mail and password, and out again") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  owner(service, shop);
  Browser browser{service};
  const auto in = browser.sign_in("  ANN@Harbour.example ", password);
  CHECK(in.status == 303);
  CHECK(in.field("location") == "/staff/orders");
  CHECK(browser.is_in());
  const auto before = browser.cookie(session);
  CHECK(browser.post("/staff/sign-out").status == 303);
  CHECK(browser.cookie(session).empty());
  browser.set_cookie(session, before);
  CHECK_FALSE(browser.is_in());
}

TEST_CASE(
    "a wrong password and an unknown address are answered in the same words, with what was typed kept") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  owner(service, shop);
  Browser browser{service};
  const auto wrong = browser.sign_in(email, "not this one at all"),
             unknown = browser.sign_in("eve@harbour.example", "not this one at all");
  CHECK(wrong.status == 422);
  CHECK(unknown.status == 422);
  auto same = unknown.body;
  same.replace(same.find("eve@harbour.example"), 19, email);
  CHECK(wrong.body == same);
  CHECK(wrong.body.find("value=\"ann@harbour.example\"") != std::string::npos);
  CHECK(wrong.body.find("not this one") == std::string::npos);
  CHECK(browser.cookie(session).empty());
  CHECK(browser.sign_in(email, "").status == 422);
  CHECK(browser.sign_in("", "").status == 422);
}

TEST_CASE("the cookie is for this host alone, over TLS, out of scripts' reach, and new at each sign-in") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  owner(service, shop);
  Browser browser{service};
  browser.set_cookie(session, std::string(27, '0'));  // planted by somebody
  const auto in = browser.sign_in(email, password);
  const auto first = browser.cookie(session);
  CHECK(in.field("set-cookie") == session + "=" + first + "; Path=/; Secure; HttpOnly; SameSite=Lax");
  CHECK(first != std::string(27, '0'));
  CHECK(browser.sign_in(email, password).status == 303);
  CHECK(browser.cookie(session) != first);
  CHECK(browser.is_in());
  browser.set_cookie(session, first);  // the one before has ended
  CHECK_FALSE(browser.is_in());
}

TEST_CASE("pages of the console are not kept, not framed, and run nothing of others") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  auto browser = owner(service, shop);
  for (const auto* path :
       {"/staff/me", "/staff/people", "/staff/me/second-factor", "/staff/sign-in", "/staff/nothing"}) {
    const auto page = browser.get(path);
    CAPTURE(path);
    CHECK(page.field("cache-control") == "no-store");
    const auto policy = page.field("content-security-policy");
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(page.field("permissions-policy").find("camera=()") != std::string::npos);
  }
  CHECK(browser.get("/staff/me").field("vary").find("Cookie") != std::string::npos);
}

TEST_CASE("without encryption nobody signs in from elsewhere, and is told why") {
  const StaffedShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_SERVER_PUBLIC_URL", "http://shop.example"}}};
  const auto get = [&](const std::string& request) {
    return wire::ask(service.port(),
                     request + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");
  };
  for (const auto& path : {std::string("/staff/sign-in"), shop.owner_link(), std::string("/staff/recover")}) {
    const auto page = get("GET " + path);
    CHECK(page.status == 403);
    CHECK(page.body.find("not encrypted") != std::string::npos);
  }
  CHECK(get("POST " + shop.owner_link()).status == 403);
  CHECK(get("POST " + shop.owner_link()).field("set-cookie").empty());
}

TEST_CASE(
    "200 wrong tries from one place lock that place, not the owner elsewhere or with a browser that is "
    "known") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  auto at_home = owner(service, shop, "127.0.0.2");
  const auto here = at_home.cookie(known);
  int looked_at = 0;
  for (int i = 0; i < 200; ++i) {
    Browser thief{service, "127.0.0.2"};
    const auto answer = thief.sign_in(email, fmt::format("wrong password {}", i));
    if (answer.status == 422)
      ++looked_at;
    else
      REQUIRE(answer.status == 429);
    if (answer.status == 429) REQUIRE(std::stoi(answer.field("retry-after")) > 0);
  }
  CHECK(looked_at == 5);
  Browser unknown{service, "127.0.0.2"}, elsewhere{service, "127.0.0.3"}, known_one{service, "127.0.0.2"};
  CHECK(unknown.sign_in(email, password).status == 429);
  CHECK(elsewhere.sign_in(email, password).status == 303);
  known_one.set_cookie(known, here);
  CHECK(known_one.sign_in(email, password).status == 303);
  CHECK(service.log().find("sign-in locked") != std::string::npos);
  CHECK(service.log().find(email) == std::string::npos);
}

TEST_CASE("an unknown address takes as long as a known one") {
  const StaffedShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_LIMITS_LOGINS_PER_15_MINUTES", "0"}}};
  owner(service, shop);
  Browser browser{service};
  const auto took = [&](const std::string& who) {
    const auto from = std::chrono::steady_clock::now();
    browser.sign_in(who, "not this one at all");
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  };
  std::vector<double> a, b;
  took(email);
  for (int i = 0; i < 20; ++i) {
    a.push_back(took(email));
    b.push_back(took("eve@harbour.example"));
  }
  std::ranges::sort(a);
  std::ranges::sort(b);
  const auto ratio = a[10] / b[10];
  MESSAGE("median of a known address ", a[10], " s, of an unknown one ", b[10], " s");
  CHECK(ratio < 1.5);
  CHECK(ratio > 1 / 1.5);
}

TEST_CASE("a session ends after an hour without use, and after twelve hours whatever it does") {
  const char* const faketime = std::getenv("CLAIMCHECK_TEST_FAKETIME");  // path of libfaketime
  if (!faketime) {
    MESSAGE("skipped: CLAIMCHECK_TEST_FAKETIME does not name the library");
    return;
  }
  const StaffedShop shop;
  std::string cookie;
  const auto at = [&](int minutes) {
    return Environment{{"LD_PRELOAD", faketime},
                       {"FAKETIME", fmt::format("+{}m", minutes)},
                       {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  };
  {
    const Service service{shop.folder(), at(0)};
    cookie = owner(service, shop).cookie(session);
  }
  const auto is_in = [&](int minutes, std::string_view more_header = "") {
    const Service service{shop.folder(), at(minutes)};
    Browser browser{service};
    browser.set_cookie(session, cookie);
    return browser.get("/staff/me", more_header).status == 200;
  };
  SUBCASE("left open, with a page that asks by itself") {
    CHECK(is_in(55, "X-Unattended: yes\r\n"));
    CHECK_FALSE(is_in(61));
  }
  SUBCASE("unused") {
    CHECK(is_in(59));
    CHECK(is_in(59 + 59));
    CHECK_FALSE(is_in(59 + 59 + 61));
  }
  SUBCASE("used all the time") {
    for (int minutes = 50; minutes < 720; minutes += 50) REQUIRE(is_in(minutes));
    CHECK_FALSE(is_in(721));
  }
}

TEST_CASE("nothing secret lies in the database or the log in the clear") {
  const StaffedShop shop;
  std::string cookie;
  std::string log;
  {
    const Service service{shop.folder()};
    auto browser = owner(service, shop);
    cookie = browser.cookie(session);
    log = service.log();
  }
  std::string kept;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shop.folder().path()))
    if (entry.is_regular_file()) kept += read_file(entry.path());
  const auto token = shop.owner_link().substr(shop.owner_link().rfind('/') + 1);
  for (const auto& secret : {cookie, password, token}) {
    CHECK(kept.find(secret) == std::string::npos);
    CHECK(log.find(secret) == std::string::npos);
  }
  CHECK(log.find("ann@") == std::string::npos);
}

TEST_SUITE_END();
