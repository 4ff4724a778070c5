#include "tests/blackbox/console.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <ctime>

using namespace harness;

namespace {

const std::string password = "four words in a row";

// The code of a shared secret, some 30-second steps from now, by oathtool; empty without it.
std::string code_of(const std::string& secret, int steps = 0) {
  const auto command =
      fmt::format("oathtool --totp -b {} -N @{} 2>/dev/null", secret, std::time(nullptr) + steps * 30);
  auto* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return {};
  char text[16] = {};
  const bool read = std::fgets(text, sizeof text, pipe) != nullptr;
  ::pclose(pipe);
  return read ? std::string(text).substr(0, 6) : std::string{};
}

std::string secret_on(std::string_view page) {
  const auto from = page.find("<p class=\"secret\">") + 18;
  return std::string(page.substr(from, page.find('<', from) - from));
}

std::vector<std::string> codes_on(std::string_view page) {
  std::vector<std::string> codes;
  for (auto at = page.find("<code>"); at != page.npos; at = page.find("<code>", at + 1))
    codes.emplace_back(page.substr(at + 6, 19));
  return codes;
}

// Sets up a second factor with the code of the step before now's, so that now's is still to be used.
struct Enrolled {
  std::string secret;
  std::vector<std::string> codes;
};
Enrolled enrol(Browser& browser) {
  const auto page = browser.get("/staff/me/second-factor");
  REQUIRE(page.status == 200);
  const auto secret = secret_on(page.body);
  const auto done = browser.post("/staff/me/second-factor",
                                 {{"secret", value_of(page.body, "secret")}, {"code", code_of(secret, -1)}});
  REQUIRE_MESSAGE(done.status == 200, done.body);
  return {secret, codes_on(done.body)};
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/staff_second_factor");

TEST_CASE(
    "a second factor is asked once it was proved, takes each code once, and recovery codes in its stead") {
  if (code_of("GEZDGNBVGY3TQOJQ").empty()) {
    MESSAGE("skipped: there is no oathtool");
    return;
  }
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(ann.post("/staff/me/password", {{"new_password", password}}).status == 303);
  const auto page = ann.get("/staff/me/second-factor");
  CHECK(ann.post("/staff/me/second-factor", {{"secret", value_of(page.body, "secret")}, {"code", "000000"}})
            .status == 422);
  CHECK(ann.post("/staff/me/second-factor", {{"secret", "AAAA"}, {"code", "000000"}}).status == 303);
  const auto [secret, codes] = enrol(ann);
  CHECK(codes.size() == 10);
  CHECK(ann.get("/staff/me").body.find("10 recovery codes are left") != std::string::npos);

  const auto ask = [&](Browser& browser) {
    const auto asked = browser.sign_in("ann@harbour.example", password);
    CHECK(asked.status == 200);
    CHECK(browser.cookie(session).empty());
    return value_of(asked.body, "ticket");
  };
  const auto enter = [&](Browser& browser, const std::string& code) {
    return browser.post_bare("/staff/sign-in/code", {{"ticket", ask(browser)}, {"code", code}}).status;
  };
  const auto now = code_of(secret);
  Browser first{service}, replay{service}, by_code{service}, again{service}, forged{service};
  CHECK(enter(first, now) == 303);
  CHECK(first.is_in());
  CHECK(enter(replay, now) == 422);
  CHECK(enter(replay, code_of(secret, -1)) == 422);
  CHECK(enter(by_code, codes[3]) == 303);
  CHECK(enter(again, codes[3]) == 422);
  CHECK(forged.post_bare("/staff/sign-in/code", {{"ticket", "AAAA"}, {"code", codes[4]}}).status == 303);
  CHECK_FALSE(forged.is_in());
  REQUIRE(first.is_in());
  CHECK(first.get("/staff/me").body.find("9 recovery codes are left") != std::string::npos);

  CHECK(first.post("/staff/me/second-factor/off", {{"code", "000000"}}).status == 422);
  CHECK(first.post("/staff/me/second-factor/off", {{"code", codes[5]}}).status == 303);
  Browser without{service};
  CHECK(without.sign_in("ann@harbour.example", password).status == 303);
}

TEST_CASE("a one-time link does not go past the second factor, which an owner can reset") {
  if (code_of("GEZDGNBVGY3TQOJQ").empty()) {
    MESSAGE("skipped: there is no oathtool");
    return;
  }
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service}, bo{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(bo.sign_in_by(shop.add("bo@harbour.example")));
  enrol(bo);
  const auto list = ann.get("/staff/people").body;
  const auto row = list.rfind("/staff/people/stf_", list.find("bo@harbour.example"));
  const auto person = list.substr(row, list.find('"', row) - row);
  const auto invite = [&] {
    const auto made = ann.post(person + "/invite").body;
    return made.substr(made.find("/staff/sign-in/"), 15 + 26);
  };
  Browser other{service};
  const auto asked = other.post_bare(invite(), {});
  CHECK(asked.status == 200);
  CHECK_FALSE(value_of(asked.body, "ticket").empty());
  CHECK_FALSE(other.is_in());
  CHECK(ann.post(person + "/reset-second-factor").status == 303);
  CHECK(other.sign_in_by(invite()));
}

TEST_CASE(
    "a guessed second factor is locked after five tries, wherever they come from, but not on a known "
    "browser") {
  if (code_of("GEZDGNBVGY3TQOJQ").empty()) {
    MESSAGE("skipped: there is no oathtool");
    return;
  }
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(ann.post("/staff/me/password", {{"new_password", password}}).status == 303);
  const auto enrolled = enrol(ann);
  Browser thief{service, "127.0.0.2"};
  const auto ticket = value_of(thief.sign_in("ann@harbour.example", password).body, "ticket");
  for (int i = 0; i < 5; ++i)
    thief.post_bare("/staff/sign-in/code", {{"ticket", ticket}, {"code", "000000"}});
  const auto late = thief.post_bare("/staff/sign-in/code", {{"ticket", ticket}, {"code", enrolled.codes[0]}});
  CHECK(late.status == 422);
  CHECK(late.body.find("Too many wrong tries") != std::string::npos);
  const auto at = [&](Browser browser) {
    const auto again = value_of(browser.sign_in("ann@harbour.example", password).body, "ticket");
    return browser.post_bare("/staff/sign-in/code", {{"ticket", again}, {"code", enrolled.codes[0]}}).status;
  };
  CHECK(at(Browser{service, "127.0.0.3"}) == 422);
  Browser known_one{service, "127.0.0.3"};
  known_one.set_cookie(known, ann.cookie(known));
  CHECK(at(known_one) == 303);
}

TEST_SUITE_END();
