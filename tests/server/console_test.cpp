#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/passwords.hpp"
#include "server/console/same_site.hpp"
#include "server/console/ticket.hpp"
#include "tests/tokens/known_keys.hpp"

#include <doctest/doctest.h>

using namespace server;
using namespace std::chrono_literals;

namespace {

using Fields = std::vector<std::pair<std::string_view, std::string_view>>;

Request with(Fields fields, bool secure = false) { return {.headers = std::move(fields), .secure = secure}; }

const orders::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};

}  // namespace

TEST_SUITE_BEGIN("server/console");

TEST_CASE("a cookie is found among others and never by a part of its name") {
  const auto request =
      with({{"Host", "a"}, {"Cookie", "a=1; __Host-claimcheck-device=d; __Host-claimcheck=s; b=2"}});
  CHECK(cookie(request, session_cookie) == "s");
  CHECK(cookie(request, device_cookie) == "d");
  CHECK(cookie(with({{"Cookie", "x__Host-claimcheck=s"}}), session_cookie).empty());
  CHECK(cookie(with({{"cookie", ";;=; ;__Host-claimcheck"}}), session_cookie).empty());
  CHECK(cookie(with({{"Cookie", "a=1"}, {"Cookie", "__Host-claimcheck=s"}}), session_cookie) == "s");
}

TEST_CASE("a cookie is for this host alone, over TLS, out of scripts' reach, and ends with the browser") {
  Response response;
  set_cookie(response, session_cookie, "s", 0s);
  set_cookie(response, device_cookie, "d", 60s);
  drop_cookie(response, session_cookie);
  CHECK(response.headers[0].second == "__Host-claimcheck=s; Path=/; Secure; HttpOnly; SameSite=Lax");
  CHECK(response.headers[1].second ==
        "__Host-claimcheck-device=d; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
  CHECK(response.headers[2].second ==
        "__Host-claimcheck=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST_CASE("without TLS only this very machine is signed in to") {
  CHECK(keeps_cookies(with({{"Host", "shop.example"}}, true)));
  for (const auto* host : {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"})
    CHECK_MESSAGE(keeps_cookies(with({{"Host", host}})), host);
  for (const auto* host :
       {"shop.example", "localhost.shop.example", "127.0.0.1.shop.example", "192.0.2.1", ""})
    CHECK_MESSAGE(!keeps_cookies(with({{"Host", host}})), host);
}

TEST_CASE("a form of another site is known by what browsers say of it") {
  CHECK(is_same_site(with({{"Host", "h"}})));
  CHECK(is_same_site(with({{"Host", "h"}, {"Origin", "http://h"}})));
  CHECK(is_same_site(with({{"Host", "h"}, {"Origin", "https://h"}}, true)));
  CHECK(is_same_site(with({{"Host", "h"}, {"Sec-Fetch-Site", "same-origin"}})));
  for (const auto* origin :
       {"null", "https://h", "http://h:81", "http://evil.example", "http://h.evil.example"})
    CHECK_MESSAGE(!is_same_site(with({{"Host", "h"}, {"Origin", origin}})), origin);
  for (const auto* site : {"cross-site", "same-site"})
    CHECK_MESSAGE(!is_same_site(with({{"Host", "h"}, {"Origin", "http://h"}, {"Sec-Fetch-Site", site}})),
                  site);
}

TEST_CASE("a sign-in leads back into the console and nowhere else") {
  CHECK(way_back("/staff/orders/R-1?tab=1") == "/staff/orders/R-1?tab=1");
  for (const auto* away : {"", "//evil.example", "https://evil.example", "/t/code", "/staff/\\evil.example",
                           "/staffx", "/staff/sign-out", "/staff/a b", "/staff/a\r\nSet-Cookie: x"})
    CHECK_MESSAGE(way_back(away) == "/staff/orders", away);
}

TEST_CASE("a password that is short, common or the e-mail address is not taken") {
  CHECK(weakness("four words in a row", "ann@harbour.example").empty());
  for (const auto* bad :
       {"", "elevenchars", "Password12345", "aaaaaaaaaaaaaaaa", "ANN@harbour.example", "qwertyuiop123"})
    CHECK_MESSAGE(!weakness(bad, "ann@harbour.example").empty(), bad);
  CHECK_FALSE(weakness("ann.the.owner", "Ann.The.Owner@harbour.example").empty());
  CHECK_FALSE(weakness(std::string(1001, 'a') + "b", "").empty());
}

TEST_CASE("the ticket to the second factor counts for ten minutes, with the keys it was sealed by") {
  const auto keys = known_keys();
  const Ticket ticket{{{1}}, {{2}}, tokens::Entrance::link, start, "/staff/me"};
  const auto sealed = seal_ticket(keys, ticket);
  const auto opened = open_ticket(keys, sealed, start + 10min);
  REQUIRE(opened);
  CHECK(opened->shop == ticket.shop);
  CHECK(opened->staff == ticket.staff);
  CHECK(opened->by == ticket.by);
  CHECK(opened->next == "/staff/me");
  CHECK_FALSE(open_ticket(keys, sealed, start + 10min + 1ms));
  CHECK_FALSE(open_ticket(tokens::KeyRing::of({{0, tokens::Hash{9}}, {1, tokens::Hash{9}}}), sealed, start));
  CHECK_FALSE(open_ticket(keys, "AAAA", start));
}

TEST_CASE("a second factor's secret opens for its owner alone") {
  const auto keys = known_keys();
  const auto sealed = seal_totp(keys, "secret", {{1}});
  CHECK(open_totp(keys, sealed, {{1}}) == "secret");
  CHECK_FALSE(open_totp(keys, sealed, {{2}}));
  CHECK(sealed.find("secret") == sealed.npos);
}

TEST_SUITE_END();
