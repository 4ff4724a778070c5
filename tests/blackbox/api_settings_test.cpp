#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

// A picture of 4 x 4 pixels, as PNG.
constexpr std::string_view picture_hex =
    "89504e470d0a1a0a0000000d494844520000000400000004080200000026930929000000104944415478da6390f58f81"
    "2306e2380041530c81ae29aae20000000049454e44ae426082";

std::string picture() {
  std::string bytes;
  for (std::size_t i = 0; i < picture_hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(picture_hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

std::string page(const Service& service, const RepairShop& shop) {
  return get(service.port(), shop.link(open_order)).body;
}

bool shows(const std::string& page, std::string_view words) { return page.find(words) != std::string::npos; }

struct Wrong {
  const char* body;
  const char* field;
};

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_settings");

TEST_CASE("C20: the portal is on by itself, and an owner switches it off and on again") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  CHECK(till.get("shop").at("/portal_enabled").as_bool());
  CHECK(facts(service, shop.link(open_order)).status == 200);
  REQUIRE(till.patch("shop", R"({"portal_enabled": false})").status == 200);
  CHECK(get(service.port(), shop.link(open_order)).status == 200);
  CHECK_FALSE(shows(page(service, shop), open_order));
  const auto away = till.patch("shop", R"({"portal_redirect": "https://wales.example/repairs"})");
  REQUIRE_MESSAGE(away.status == 200, away.raw.body);
  CHECK(get(service.port(), shop.link(open_order)).field("location") == "https://wales.example/repairs");
  REQUIRE(till.patch("shop", R"({"portal_enabled": true, "portal_redirect": null})").status == 200);
  CHECK(facts(service, shop.link(open_order)).status == 200);
}

TEST_CASE("C21: an owner chooses what a link asks of who holds it") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  CHECK(till.get("shop").text("/entry") == "direct");
  for (const auto* entry : {"recheck", "login", "direct"}) {
    CHECK(till.patch("shop", fmt::format(R"({{"entry": "{}"}})", entry)).status == 200);
    CHECK(till.get("shop").text("/entry") == entry);
  }
  CHECK(till.patch("shop", R"({"entry": "password"})").field() == "entry");
}

TEST_CASE("a shop's settings change member by member, and all that is wrong is named at once") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = till.get("shop");
  REQUIRE_MESSAGE(before.status == 200, before.raw.body);
  const auto changed = till.patch("shop", R"({"name": "Quill & Daughters", "currency": "EUR", "locale": "de",
      "colour": "#1d4f5c", "message": "Closed on Monday", "link_max_days": 30, "receipt_days": 7,
      "decline_needs_reason": true, "tax_rates": [{"name": "VAT", "tax_bp": 2000}]})");
  REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
  CHECK(changed.number("/version") == before.number("/version") + 1);
  CHECK(changed.raw.field("etag") == fmt::format("\"{}\"", changed.number("/version")));
  CHECK(till.get("shop").body == changed.body);
  CHECK(changed.number("/link_max_days") == 30);
  CHECK(changed.text("/tax_rates/0/name") == "VAT");
  CHECK(till.patch("shop", R"({"link_max_days": null})").at("/link_max_days").is_null());
  CHECK(shows(page(service, shop), "Closed on Monday"));

  const auto wrong = till.patch("shop", R"({"name": "", "currency": "XXQ", "locale": "tlh", "colour": "red",
      "portal_redirect": "http://wales.example", "link_max_days": 0, "tax_rates": [{"tax_bp": 20000}],
      "logo": "x", "shoe": 4})");
  CHECK(wrong.status == 422);
  CHECK(wrong.fields() == std::vector<std::string>{"shoe", "name", "locale", "currency", "colour", "logo",
                                                   "portal_redirect", "link_max_days", "tax_rates[0].name",
                                                   "tax_rates[0].tax_bp"});
  CHECK(till.get("shop").text("/name") == "Quill & Daughters");
  CHECK(till.with("If-Match", "\"1\"").patch("shop", R"({"name": "Late"})").status == 412);
}

TEST_CASE("C36, C37: each location has its own contact and hours, closed days among them") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post("locations", R"({"name": "Tern Quay", "phone": "+441632960777",
      "email": "quay@wales.example", "website": "https://quay.wales.example", "address": ["1 Quay", "Neath"],
      "hours": "mon-fri 09:00-17:30; sat 10:00-13:00; 2031-12-25 closed Christmas Day",
      "time_zone": "Europe/Paris"})");
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  CHECK(made.text("/slug") == "tern-quay");
  CHECK(made.raw.field("location") == "/api/v1/locations/" + made.text("/id"));
  CHECK(shows(made.text("/hours"), "2031-12-25 closed Christmas Day"));
  CHECK(till.get("locations/tern-quay").body == made.body);
  CHECK(till.get("locations/" + made.text("/id")).body == made.body);
  CHECK_FALSE(shows(page(service, shop), "960777"));
  REQUIRE(till.patch(order, R"({"location": "tern-quay"})").status == 200);
  const auto moved = facts(service, shop.link(open_order));
  CHECK(moved.text("/shop/phone") == "+441632960777");
  CHECK(moved.text("/shop/email") == "quay@wales.example");
  CHECK(moved.text("/shop/time_zone") == "Europe/Paris");
  CHECK(shows(page(service, shop), "Christmas Day") == false);  // not near

  CHECK(till.patch("locations/tern-quay", R"({"hours": "mon 09:00-17:00"})").text("/hours") ==
        "mon 09:00-17:00");
  CHECK(till.get("locations/tern-quay").text("/phone") == "+441632960777");
  for (const auto& [body, field] :
       {Wrong{R"({"hours": "mon 17:00-09:00"})", "hours"}, Wrong{R"({"phone": "01632 960777"})", "phone"},
        Wrong{R"({"email": "quay"})", "email"}, Wrong{R"({"website": "quay.example"})", "website"},
        Wrong{R"({"address": ["a\nb"]})", "address"}, Wrong{R"({"address": "1 Quay"})", "address"},
        Wrong{R"({"time_zone": "Europe/Neath"})", "time_zone"}, Wrong{R"({"slug": "A B"})", "slug"},
        Wrong{R"({"name": null})", "name"}, Wrong{R"({"portal_enabled": true})", "portal_enabled"}}) {
    const auto answer = till.patch("locations/tern-quay", body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
  const auto taken = till.post("locations", R"({"name": "Tern Quay"})");
  CHECK(taken.status == 409);
  CHECK(taken.field() == "slug");
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get("locations/" + made.text("/id")).status == 404);
  CHECK(stranger.patch("locations/" + made.text("/id"), R"({"name": "Mine"})").status == 404);
}

TEST_CASE("C35: a location wears its own logo and message, and the shop's where it has none") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto put = till.put("shop/logo", picture(), "image/png");
  REQUIRE_MESSAGE(put.status == 200, put.raw.body);
  CHECK(put.number("/logo/width") == 4);
  const auto address = put.text("/logo/url");
  const auto file = address.substr(address.find("/a/"));
  const auto served = get(service.port(), file);
  CHECK(served.status == 200);
  CHECK(served.field("content-type") == put.text("/logo/media_type"));
  CHECK(shows(page(service, shop), file));

  const auto here = till.get(order).text("/location");
  REQUIRE(till.patch("shop", R"({"message": "From the shop"})").status == 200);
  CHECK(shows(page(service, shop), "From the shop"));
  REQUIRE(till.patch("locations/" + here, R"({"message": "From the location"})").status == 200);
  CHECK(shows(page(service, shop), "From the location"));
  const auto own = till.put("locations/" + here + "/logo", picture(), "image/png");
  CHECK(own.status == 200);
  CHECK(own.at("/logo").is_object());
  CHECK(till.patch("locations/" + here, R"({"logo": null})").at("/logo").is_null());

  CHECK(till.put("shop/logo", "GIF89a............", "image/gif").field() == "logo");
  CHECK(till.put("shop/logo", picture().substr(0, 40), "image/png").field() == "logo");
  CHECK(till.put("shop/logo", std::string(512 * 1024 + 1, 'x'), "image/png").status == 413);
  CHECK(till.put("locations/moon/logo", picture(), "image/png").status == 404);
}

TEST_CASE("people are taken in, changed and shut out, and a shop keeps an owner") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto here = till.get(order).text("/location");
  const auto made = till.post("staff", fmt::format(R"({{"name": "Zo\u00eb", "email": "Zoe@Wales.example",
      "role": "technician", "location": "{}", "alerts": false, "invite": false}})",
                                                   here));
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  CHECK(made.text("/email") == "zoe@wales.example");
  CHECK(made.text("/location") == here);
  const auto path = "staff/" + made.text("/id");
  CHECK(till.get(path).body == made.body);
  CHECK(till.get("staff").at("/data").as_array().size() == 2);
  const auto changed = till.patch(path, R"({"role": "manager", "location": null, "disabled": true})");
  REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
  CHECK(changed.text("/role") == "manager");
  CHECK(changed.at("/location").is_null());
  CHECK(changed.at("/disabled").as_bool());
  CHECK(till.patch(path, R"({"disabled": false})").at("/disabled").as_bool() == false);
  CHECK(till.with("If-Match", "\"1\"").patch(path, "{}").status == 412);

  CHECK(till.post("staff", R"({"name": "Two", "email": "zoe@wales.example", "role": "viewer"})").status ==
        409);
  const auto wrong =
      till.post("staff", R"({"email": "x", "role": "boss", "location": "moon", "password": "1"})");
  CHECK(wrong.fields() == std::vector<std::string>{"password", "name", "email", "role", "location"});
  const auto people = till.get("staff");
  for (const auto& member : people.at("/data").as_array())
    if (member.at("role") == "owner") {
      const auto owner = "staff/" + std::string(member.at("id").as_string());
      CHECK(till.patch(owner, R"({"role": "viewer"})").status == 409);
      CHECK(till.patch(owner, R"({"disabled": true})").status == 409);
    }
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get(path).status == 404);
  CHECK(stranger.patch(path, R"({"name": "Mine"})").status == 404);
}

TEST_CASE("C26: an owner says which messages go out, by which way, when, and in which words") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto before = till.get("notifications");
  REQUIRE_MESSAGE(before.status == 200, before.raw.body);
  CHECK(before.text("/rules/0/when") == "always");  // by mail
  const auto changed = till.patch("notifications", R"({"rules": [
      {"topic": "confirmation", "channel": "email", "when": "never"},
      {"topic": "ready", "channel": "sms", "when": "always"}],
      "quiet_hours": {"from": "21:00", "until": "08:00"}, "quote_reminder_days": 3,
      "paid_messages_per_day": 50, "footer": "See you soon"})");
  REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
  CHECK(changed.text("/rules/0/when") == "never");
  CHECK(changed.text("/quiet_hours/from") == "21:00");
  CHECK(till.get("notifications").body == changed.body);
  CHECK(till.patch("notifications", R"({"quiet_hours": null})").at("/quiet_hours").is_null());

  const auto here = till.get(order).text("/location");
  const auto quiet = till.post("orders", fmt::format(R"({{"location": "{}",
      "customer": {{"name": "Ada", "email": "ada@customers.example"}}, "devices": [{{"kind": "Phone"}}]}})",
                                                     here));
  REQUIRE_MESSAGE(quiet.status == 201, quiet.raw.body);
  CHECK(quiet.at("/notices").as_array().empty());
  for (const auto& [body, field] :
       {Wrong{R"({"rules": [{"topic": "entry_code", "channel": "sms", "when": "never"}]})", "rules[0].topic"},
        Wrong{R"({"rules": [{"topic": "ready", "channel": "pigeon", "when": "never"}]})", "rules[0].channel"},
        Wrong{R"({"rules": [{"topic": "ready", "channel": "sms", "when": "often"}]})", "rules[0].when"},
        Wrong{R"({"quiet_hours": {"from": "25:00", "until": "08:00"}})", "quiet_hours.from"},
        Wrong{R"({"quiet_hours": {"from": "08:00", "until": "08:00"}})", "quiet_hours.until"},
        Wrong{R"({"quote_reminder_days": -1})", "quote_reminder_days"}, Wrong{R"({"rule": []})", "rule"}}) {
    const auto answer = till.patch("notifications", body);
    CHECK_MESSAGE(answer.status == 422, body);
    CHECK_MESSAGE(answer.field() == field, answer.raw.body);
  }
}

TEST_CASE("C26: a shop words a message itself, and what could not be sent is refused by line and column") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto path = std::string("templates/ready/email/en");
  const auto kept = till.put(path, R"({"subject": "{{order}} is ready",
      "body": "Dear {{customer}},\n\nplease come.\n\n{{link}}\n"})");
  REQUIRE_MESSAGE(kept.status == 200, kept.raw.body);
  const auto listed = till.get("templates");
  CHECK(listed.text("/data/0/subject") == "{{order}} is ready");
  CHECK(listed.text("/data/0/topic") == "ready");
  const auto wrong = till.put(path, R"({"subject": "Ready", "body": "Dear {{custommer}},\n{{link}}\n"})");
  CHECK(wrong.status == 422);
  CHECK(wrong.field() == "body");
  CHECK(wrong.text("/detail").find("body:1:6") != std::string::npos);
  CHECK(till.put(path, R"({"subject": "Ready", "body": "No address"})").field() == "body");
  CHECK(till.put(path, R"({"subject": "Ready"})").field() == "body");
  for (const auto* none : {"templates/entry_code/email/en", "templates/ready/pigeon/en",
                           "templates/ready/email/tlh", "templates/lost/sms/en"}) {
    CHECK(till.put(none, R"({"body": "x"})").status == 404);
    CHECK(till.remove(none).status == 404);
  }
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get("templates").at("/data").as_array().empty());
  CHECK(till.remove(path).status == 204);
  CHECK(till.get("templates").at("/data").as_array().empty());
}

TEST_CASE("terms are kept in versions, and new orders get those that are to be signed by all") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post("terms", R"({"purpose": "terms", "title": "Our terms", "body": "Be kind.",
                                           "attach": true})");
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  CHECK(made.number("/version") == 1);
  const auto path = "terms/" + made.text("/id");
  const auto changed = till.patch(path, R"({"body": "Be kind, please."})");
  REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
  CHECK(changed.number("/version") == 2);
  CHECK(till.patch(path, R"({"body": "Be kind, please."})").number("/version") == 2);
  CHECK(till.get(path).text("/body") == "Be kind, please.");
  CHECK(till.get("terms").at("/data").as_array().size() == 1);
  const auto here = till.get(order).text("/location");
  const auto fresh = till.post("orders", fmt::format(R"({{"location": "{}", "customer": {{"name": "Ada"}},
                                                          "devices": [{{"kind": "Phone"}}]}})",
                                                     here));
  REQUIRE_MESSAGE(fresh.status == 201, fresh.raw.body);
  CHECK(fresh.text("/documents/0/title") == "Our terms");
  CHECK(till.patch(path, R"({"archived": true})").at("/archived").as_bool());

  const auto wrong = till.post("terms", R"({"purpose": "fun", "body": "<b>x</b>", "colour": "red"})");
  CHECK(wrong.fields() == std::vector<std::string>{"colour", "title", "purpose", "body"});
  CHECK(till.get("terms/trm_01890a5d-ac96-774b-bcce-b302099a8057").status == 404);
  const Till stranger{service, key_of_another_shop(shop)};
  CHECK(stranger.get(path).status == 404);
  CHECK(stranger.patch(path, R"({"title": "Mine"})").status == 404);
}

TEST_CASE("messages that could not be delivered are listed, and only one's own are tried again") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  CHECK(till.get("notices?state=failed").at("/data").as_array().empty());
  CHECK(till.get("notices").field() == "state");
  CHECK(till.get("notices?state=sent").field() == "state");
  CHECK(till.post("notices/ntc_01890a5d-ac96-774b-bcce-b302099a8057/retry").status == 404);
  CHECK(till.post("notices/none/retry").status == 404);
}

TEST_SUITE_END();
