#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <chrono>

using namespace harness;

namespace {

bool shows(const std::string& page, std::string_view words) { return page.find(words) != page.npos; }

std::string page_of(const OpenShop& at, const Repair& repair) {
  return get(at.service.port(), repair.link).body;
}

void set_location(const OpenShop& at, std::string_view body) {
  const auto changed = at.till.patch("locations/wales", body);
  REQUIRE_MESSAGE(changed.status == 200, changed.raw.body);
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/customer_page");

TEST_CASE(
    "C12: the page says which order it is, when it was taken in by the shop's clock, and how it stands") {
  const OpenShop at;
  set_location(at, R"({"time_zone": "Asia/Kolkata"})");
  const auto repair = take_in(at.till, "P-1");
  const auto page = page_of(at, repair);
  CHECK(shows(page, "<dt>Order</dt><dd><bdi>P-1</bdi>"));
  const auto created = page.find("<dt>Created</dt>");
  REQUIRE(created != page.npos);
  CHECK(shows(page.substr(created, 200), "GMT+5:30"));
  CHECK_FALSE(shows(page, "We have received"));
  REQUIRE(set_stage(at.service, at.shop, "P-1", "received") == 200);
  CHECK(shows(page_of(at, repair), "We have received"));
}

TEST_CASE("C13: every device of an order stands on the page, with what is the matter with it") {
  const OpenShop at;
  const auto made = at.till.post("orders", R"({"number": "P-1", "location": "wales", "notify": false,
      "customer": {"name": "Ada Quill"}, "devices": [
        {"kind": "Phone", "brand": "Meridian", "model": "M7", "problem": "Cracked screen"},
        {"kind": "Laptop", "brand": "Skerry", "model": "L2", "problem": "Does not start"}]})");
  const auto page = page_of(at, repair_of(made.raw));
  for (const auto* told : {"Meridian M7", "Cracked screen", "Skerry L2", "Does not start"})
    CHECK_MESSAGE(shows(page, told), std::string(told));
}

TEST_CASE("C19: the page says how to reach the shop, where it is and when it is open") {
  const OpenShop at;
  set_location(at,
               R"({"phone": "+441632960321", "email": "quay@wales.example", "address": ["1 Quay", "Neath"],
                       "hours": "mon-sun 00:00-24:00"})");
  const auto page = page_of(at, take_in(at.till, "P-1"));
  for (const auto* told : {"tel:+441632960321", "mailto:quay@wales.example", "1 Quay", "Neath", "Open now"})
    CHECK_MESSAGE(shows(page, told), std::string(told));
}

TEST_CASE("C31, C32: a repair is authorised and data are agreed to by a signature of their own each") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  for (const std::string purpose : {"repair_authorisation", "data_handling"}) {
    const auto made =
        at.till.post("orders/P-1/documents",
                     fmt::format(R"({{"purpose": "{}", "title": "To sign", "body": "I agree."}})", purpose));
    REQUIRE_MESSAGE(made.status == 200, made.raw.body);
    const auto pad = second_step(at.service, repair.link + "/documents/" + made.text("/id"), "/sign");
    CHECK(submit(at.service, pad.named("Ada Quill")).status == 303);
    const auto proof = evidence(at.till, "P-1", "document_signed");
    REQUIRE_FALSE(proof.empty());
    CHECK(proof.back().at("body").at("doc").at("sha256") == made.text("/sha256").c_str());
    CHECK(shows(boost::json::serialize(proof.back()), purpose));
  }
  CHECK(at.till.get("orders/P-1").at("/signatures").as_array().size() == 2);
}

TEST_CASE("C38: a customer has no way to change the order itself") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  const auto before = at.till.get("orders/P-1");
  for (const std::string method : {"PUT", "PATCH", "DELETE", "POST"}) {
    const auto answer = wire::ask(
        at.service.port(),
        fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n", method, repair.link));
    CHECK_MESSAGE(answer.status == 405, method);
    CHECK(answer.field("allow") == "GET, HEAD");
  }
  CHECK(at.till.get("orders/P-1").body == before.body);
  CHECK(shows(page_of(at, repair), "tel:"));
}

TEST_CASE("B18: what was paid is listed with its day, the latest first") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  for (const std::string day : {"2026-01-02", "2026-01-05"}) {
    const auto paid = at.till.post(
        "orders/P-1/payments",
        fmt::format(R"({{"kind": "deposit", "method": "cash", "amount": {{"amount": 1000, "currency": "GBP"}},
                        "received_at": "{}T10:00:00Z"}})",
                    day));
    REQUIRE_MESSAGE(paid.status == 200, paid.raw.body);
  }
  const auto page = page_of(at, repair);
  const auto later = page.find("5 Jan 2026"), earlier = page.find("2 Jan 2026");
  REQUIRE(later != page.npos);
  REQUIRE(earlier != page.npos);
  CHECK(later < earlier);
}

TEST_CASE(
    "B25: customers are sent to an https address of the shop's choice, and nowhere that a caller names") {
  const OpenShop at;
  const auto repair = take_in(at.till, "P-1");
  for (const auto* bad : {"http://wales.example", "javascript:alert(1)", "//wales.example"})
    CHECK(at.till.patch("shop", fmt::format(R"({{"portal_redirect": "{}"}})", bad)).field() ==
          "portal_redirect");
  REQUIRE(at.till.patch("shop", R"({"portal_enabled": false, "portal_redirect": "https://wales.example/r"})")
              .status == 200);
  for (const std::string query : {"", "?to=https://elsewhere.example", "?lang=https://elsewhere.example"}) {
    const auto away = get(at.service.port(), repair.link + query);
    CHECK(away.status == 302);
    CHECK(away.field("location") == "https://wales.example/r");
  }
}

TEST_CASE("E16: the page opens while the shop is closed, and the service says that it lives") {
  const OpenShop at;
  static constexpr std::array days{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const std::chrono::weekday today{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  const auto* const another = days.at((today + std::chrono::days{3}).c_encoding());
  set_location(at, fmt::format(R"({{"hours": "{} 09:00-17:00"}})", another));
  const auto page = get(at.service.port(), take_in(at.till, "P-1").link);
  CHECK(page.status == 200);
  CHECK(shows(page.body, "Closed now"));
  CHECK(wire::get(at.service.admin_port(), "/healthz").body == "alive\n");
}

TEST_SUITE_END();
