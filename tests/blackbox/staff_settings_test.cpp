#include "tests/blackbox/console.hpp"
#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

using namespace harness;

namespace {

const std::string settings = "/staff/settings/";
const std::string unknown_id = "00000000-0000-7000-8000-000000000000";

bool says(const wire::Answer& answer, std::string_view text) {
  return answer.body.find(text) != answer.body.npos;
}

// What stands between the first `before` and the `after` behind it.
std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const auto begin = text.find(before);
  if (begin == text.npos) return {};
  const auto from = begin + before.size();
  return text.substr(from, text.find(after, from) - from);
}

// All that the shop's files say.
std::string kept_by(const StaffedShop& shop) {
  std::string kept;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shop.folder().path()))
    if (entry.is_regular_file()) kept += read_file(entry.path());
  return kept;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/staff_settings");

TEST_CASE(
    "the shop, its webhooks and its keys are the owner's; words, locations and tables a manager's too") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const std::vector<std::string> owned{"shop", "portal", "webhooks", "keys"};
  const std::vector<std::string> managed{"locations", "notifications", "templates", "terms", "exports"};
  for (const std::string role : {"technician", "manager", "owner"}) {
    CAPTURE(role);
    Browser browser{service};
    REQUIRE(browser.sign_in_by(shop.add(role + "@harbour.example", role)));
    for (const auto& section : owned)
      CHECK_MESSAGE(browser.get(settings + section).status == (role == "owner" ? 200 : 403), section);
    for (const auto& section : managed)
      CHECK_MESSAGE(browser.get(settings + section).status == (role == "technician" ? 403 : 200), section);
    if (role == "owner") continue;
    CHECK(browser.post(settings + "webhooks", {{"url", "https://shop.example/"}}).status == 403);
    CHECK(browser.post(settings + "keys", {{"name", "Till"}, {"scope", "admin"}}).status == 403);
    CHECK(browser.post(settings + "shop", {{"name", "Mine"}}).status == 403);
  }
  Browser nobody{service};
  CHECK(nobody.get(settings + "exports/table.csv?of=orders&from=2026-01-01&to=2026-12-31").status == 303);
}

TEST_CASE("no settings are changed by a form without the session's token") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  for (const auto* place : {"shop", "shop/logo", "portal", "locations/new", "notifications",
                            "templates/ready/sms/en", "terms/new", "webhooks", "keys"})
    CHECK_MESSAGE(ann.post_bare(settings + place, {{"name", "Changed"}}).status == 403, place);
}

TEST_CASE("what the shop does not have is not found, whatever is asked of it") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(ann.get(settings + "shop").status == 200);
  for (const auto& id : {unknown_id, std::string("x")}) {
    for (const auto* section : {"locations/", "terms/", "webhooks/"})
      CHECK_MESSAGE(ann.get(settings + section + id).status == 404, section);
    for (const auto& act : {"locations/" + id, "locations/" + id + "/logo", "terms/" + id, "webhooks/" + id,
                            "webhooks/" + id + "/test", "webhooks/" + id + "/secret",
                            "webhooks/" + id + "/drop", "webhooks/deliveries/" + id + "/redeliver",
                            "keys/" + id + "/revoke", "notifications/" + id + "/retry"})
      CHECK_MESSAGE(ann.post(settings + act).status == 404, act);
  }
  for (const auto* place :
       {"ready/email/xx", "ready/pigeon/en", "nothing/email/en", "staff_sign_in/email/en"})
    CHECK_MESSAGE(ann.get(settings + "templates/" + place).status == 404, place);
  CHECK(ann.get(settings + "exports/table.csv?of=secrets&from=2026-01-01&to=2026-01-02").status == 404);
}

TEST_CASE("a form at fault names its fields and keeps what was typed") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(ann.get(settings + "shop").status == 200);
  const auto refused = [&](std::string_view place, const Fields& fields, std::string_view at,
                           std::string_view typed) {
    const auto answer = ann.post(settings + std::string(place), fields);
    CAPTURE(place);
    CAPTURE(at);
    CHECK(answer.status == 422);
    CHECK(says(answer, fmt::format("id=\"{}-fault\"", at)));
    CHECK(says(answer, typed));
  };
  refused("shop", {{"name", ""}, {"currency", "GBP"}, {"message", "Typed here"}}, "name", "Typed here");
  refused("shop", {{"name", "Typed here"}, {"currency", "XXQ"}}, "currency", "Typed here");
  refused("portal",
          {{"portal_redirect", "javascript:alert(1)"}, {"entry", "direct"}, {"link_max_days", "31"}},
          "portal_redirect", "value=\"31\"");
  refused("portal", {{"entry", "direct"}, {"link_max_days", "many"}}, "link_max_days", "value=\"many\"");
  refused("locations/new", {{"name", "Typed here"}, {"time_zone", "Mars/Base"}}, "time_zone", "Typed here");
  refused("locations/new", {{"name", "Typed here"}, {"hours", "always"}, {"time_zone", "Europe/London"}},
          "hours", "always");
  refused("terms/new", {{"purpose", "none"}, {"title", "Typed here"}, {"body", "Text"}}, "purpose",
          "Typed here");
  refused("templates/ready/sms/en", {{"body", "Typed here {{nothing}}"}}, "body", "Typed here");
  refused("webhooks", {{"url", "http://shop.example/"}, {"description", "Typed here"}}, "url", "Typed here");
  refused("keys", {{"name", "Typed here"}, {"scope", "all"}}, "scope", "Typed here");
  refused("keys", {{"name", ""}, {"scope", "read"}}, "name", "");
  CHECK(says(ann.get(settings + "webhooks"), "action=\"/staff/settings/webhooks\""));
  CHECK_FALSE(says(ann.get(settings + "keys"), "Typed here"));
}

TEST_CASE("whoever saves what somebody else changed meanwhile is told so, and nothing is lost") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  const auto made = till.post("webhooks", R"({"url": "https://shop.example/hook"})");
  REQUIRE(made.status == 201);
  const auto place = settings + "webhooks/" + made.text("/id");
  const auto version = value_of(ann.get(place).body, "version");
  REQUIRE(till.patch("webhooks/" + made.text("/id"), R"({"description": "Theirs"})").status == 200);
  const auto answer = ann.post(place, {{"url", "https://shop.example/hook"},
                                       {"description", "Mine"},
                                       {"enabled", "yes"},
                                       {"version", version}});
  CHECK(answer.status == 422);
  CHECK(says(answer, "value=\"Mine\""));
  CHECK(till.get("webhooks/" + made.text("/id")).text("/description") == "Theirs");
}

TEST_CASE("secrets made at the console are shown once and stand neither in the log nor in the database") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(ann.get(settings + "keys").status == 200);
  const auto key = between(ann.post(settings + "keys", {{"name", "Till"}, {"scope", "write"}}).body,
                           "id=\"secret\">", "</p>");
  REQUIRE(key.starts_with("cc_live_"));
  const auto hook = between(ann.post(settings + "webhooks", {{"url", "https://shop.example/hook"}}).body,
                            "id=\"secret\">", "</p>");
  REQUIRE(hook.starts_with("whsec_"));
  CHECK(Till{service, key}.get("orders").status == 200);
  const auto kept = kept_by(shop), log = service.log();
  for (const auto& secret : {key, hook}) {
    CHECK_FALSE(says(ann.get(settings + "keys"), secret));
    CHECK_FALSE(says(ann.get(settings + "webhooks"), secret));
    CHECK(kept.find(secret) == kept.npos);
    CHECK(log.find(secret) == log.npos);
  }
}

TEST_CASE("who works at one location takes away the orders of that one alone") {
  const StaffedShop shop;
  REQUIRE(run(shop.folder(), {"location", "add", "--name", "Old Town", "--slug", "old-town"}).exit_code == 0);
  const auto made = run(shop.folder(), {"staff", "add", "--email", "cy@harbour.example", "--name", "Cy Rao",
                                        "--role", "manager", "--location", "old-town", "--json"});
  REQUIRE_MESSAGE(made.exit_code == 0, made.error);
  const auto address = std::string(boost::json::parse(made.out).as_object().at("sign_in").as_string());
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  for (const auto& [number, place] : Fields{{"R-1", "harbour"}, {"R-2", "old-town"}})
    REQUIRE(till.post("orders", fmt::format(R"({{"number": "{}", "location": "{}", "customer": {{"name":
                                              "Cleo Marsh"}}, "devices": [{{"kind": "Phone"}}]}})",
                                            number, place))
                .status == 201);
  Browser ann{service}, cy{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(cy.sign_in_by(address.substr(address.find("/staff/"))));
  const auto table = settings + "exports/table.csv?of=orders&from=2020-01-01&to=2099-12-31";
  const auto all = ann.get(table), local = cy.get(table);
  CHECK(says(all, "\"R-1\",\"Harbour"));
  CHECK(says(all, "\"R-2\",\"Old Town\""));
  CHECK_FALSE(says(local, "R-1"));
  CHECK(says(local, "\"R-2\""));
  CHECK(all.field("content-type") == "text/csv; charset=utf-8; header=present");
  CHECK(all.field("content-disposition") == "attachment; filename=\"orders-2020-01-01-2099-12-31.csv\"");
  CHECK(all.field("cache-control") == "no-store");
  CHECK(ann.get(settings + "exports/table.csv?of=orders&from=2020-02-30&to=2020-03-01").status == 422);
  CHECK(ann.get(settings + "exports/table.csv?of=orders&from=2020-03-02&to=2020-03-01").status == 422);
  CHECK(says(ann.get(settings + "exports/table.csv?of=quotes&from=2020-01-01&to=2020-01-01"),
             "\"number\",\"round\""));
}

TEST_SUITE_END();
