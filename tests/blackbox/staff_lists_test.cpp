#include "tests/blackbox/console.hpp"
#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <regex>
#include <thread>

using namespace harness;

namespace {

const std::vector<std::string> pages{"/staff/today",           "/staff/orders", "/staff/orders/new",
                                     "/staff/customers?q=ann", "/staff/news",   "/staff/scan"};

// A shop with two locations, an order in each, and somebody who works at the second alone.
struct TwoPlaces {
  TwoPlaces() {
    REQUIRE(run(shop.folder(), {"location", "add", "--name", "Old Town", "--slug", "old-town"}).exit_code ==
            0);
    const auto made = run(shop.folder(), {"staff", "add", "--email", "cy@harbour.example", "--name", "Cy Rao",
                                          "--location", "old-town", "--json"});
    REQUIRE_MESSAGE(made.exit_code == 0, made.error);
    const auto address = std::string(boost::json::parse(made.out).as_object().at("sign_in").as_string());
    local_link = address.substr(address.find("/staff/"));
  }

  StaffedShop shop{};
  std::string local_link;
};

struct Made {
  std::string id, page;
};
Made take_in(const Till& till, std::string_view number, std::string_view location,
             std::string_view customer) {
  const auto told =
      till.post("orders", fmt::format(R"({{"number": "{}", "location": "{}", "customer": {{"name": "{}"}},
                               "devices": [{{"kind": "Phone"}}]}})",
                                      number, location, customer));
  REQUIRE_MESSAGE(told.status == 201, told.raw.body);
  REQUIRE(till.post(fmt::format("orders/{}/stage", number), R"({"stage": "ready"})").status == 200);
  const auto url = told.text("/link/url");
  return {told.text("/id"), url.substr(url.find("/t/"))};
}

std::string counter_code(const Service& service, const std::string& page) {
  wire::Connection connection{service.port()};
  connection.send(
      fmt::format("GET {}/collect HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", page));
  const auto body = connection.answer().body;
  std::smatch found;
  REQUIRE(std::regex_search(body, found, std::regex{"[0-9A-Z]{4}-[0-9A-Z]{4}"}));
  return found.str();
}

bool says(const wire::Answer& answer, std::string_view text) {
  return answer.body.find(text) != answer.body.npos;
}

// A page of the console that listens.
class Listening {
 public:
  Listening(const Service& service, const Browser& who, std::string_view query = "")
      : connection_{service.port()} {
    connection_.send(
        fmt::format("GET /staff/events{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nCookie: "
                    "{}={}\r\n\r\n",
                    query, session, who.cookie(session)));
    head_ = connection_.until("\r\n\r\n");
    if (status() == 200) first_ = connection_.until("\n\n");
  }
  int status() const { return std::atoi(head_.substr(9, 3).c_str()); }
  const std::string& first() const { return first_; }
  std::string event() { return connection_.until("\n\n"); }

 private:
  wire::Connection connection_;
  std::string head_, first_;
};

}  // namespace

TEST_SUITE_BEGIN("blackbox/staff_lists");

TEST_CASE("who is not signed in is led to the sign-in and sees nothing of the shop") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser nobody{service};
  for (const auto& page : pages) {
    CAPTURE(page);
    const auto answer = nobody.get(page);
    CHECK(answer.status == 303);
    CHECK(answer.field("location").starts_with("/staff/sign-in"));
  }
  CHECK(Listening{service, nobody}.status() == 401);
}

TEST_CASE("who may only look takes nothing in and hands nothing over") {
  const StaffedShop shop;
  const auto link = shop.add("vi@harbour.example", "viewer");
  const Service service{shop.folder()};
  Browser viewer{service};
  REQUIRE(viewer.sign_in_by(link));
  for (const auto& page : {"/staff/today", "/staff/orders", "/staff/news"})
    CHECK(viewer.get(page).status == 200);
  for (const auto& page : {"/staff/orders/new", "/staff/customers?q=ann", "/staff/scan"})
    CHECK(viewer.get(page).status == 403);
  CHECK(viewer.post("/staff/orders/new", {{"name", "Ben"}, {"kind-1", "Phone"}}).status == 403);
  CHECK(viewer.post("/staff/scan", {{"code", "0000-0000"}}).status == 403);
  CHECK_FALSE(says(viewer.get("/staff/orders"), "/staff/orders/new"));
}

TEST_CASE("somebody of one location sees, finds and hands over its orders alone") {
  const TwoPlaces places;
  const Service service{places.shop.folder()};
  const Till till{service, places.shop.api_key()};
  const auto here = take_in(till, "OLD-1", "old-town", "Ola Here");
  const auto there = take_in(till, "NEW-1", "Harbour Repairs", "Thea There");
  Browser cy{service};
  REQUIRE(cy.sign_in_by(places.local_link));
  for (const auto& page :
       {"/staff/orders", "/staff/orders?stage=all&q=there", "/staff/orders?location=harbour-repairs",
        "/staff/today", "/staff/customers?q=thea", "/staff/news?after=0"}) {
    CAPTURE(page);
    const auto answer = cy.get(page);
    CHECK(answer.status == 200);
    CHECK_FALSE(says(answer, "NEW-1"));
    CHECK_FALSE(says(answer, "Thea"));
    CHECK_FALSE(says(answer, there.id));
  }
  CHECK(says(cy.get("/staff/orders"), "OLD-1"));
  CHECK(Listening{service, cy, "?order=" + there.id}.status() == 404);
  CHECK(Listening{service, cy, "?order=" + here.id}.status() == 200);
  const auto code = counter_code(service, there.page);
  CHECK(cy.post("/staff/scan", {{"code", code}}).status == 422);
  CHECK(
      cy.post("/staff/scan", {{"code", code}, {"order", there.id}, {"step", "hand_over"}, {"recipient", "X"}})
          .status == 404);
  CHECK(till.get("orders/NEW-1").text("/stage") == "ready");
  const auto strange =
      cy.post("/staff/orders/new", {{"name", "Ben"}, {"kind-1", "Phone"}, {"location", "harbour-repairs"}});
  CHECK(strange.status == 422);
  CHECK(cy.post("/staff/orders/new", {{"name", "Ben"}, {"kind-1", "Phone"}}).status == 303);
}

TEST_CASE("an open page is told of each change in its shop, and of one that came before it listened") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  Listening list{service, ann};
  REQUIRE(list.status() == 200);
  CHECK(list.first().find("event: hello\ndata: {\"last\":0}") != std::string::npos);
  const auto order = take_in(till, "R-1", "", "Ola Here");
  CHECK(list.event() == "event: changed\ndata: {}\n\n");

  Listening late{service, ann, "?age=60000"};
  CHECK(late.event() == "event: changed\ndata: {}\n\n");
  Listening other{service, ann, "?order=" + order.id};
  take_in(till, "R-2", "", "Ola Here");
  REQUIRE(till.post("orders/R-1/stage", R"({"stage": "in_progress"})").status == 200);
  CHECK(other.event() == "event: changed\ndata: {}\n\n");
}

TEST_CASE("the stream ends soon after its session has ended") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  Listening page{service, ann};
  REQUIRE(page.status() == 200);
  REQUIRE(ann.post("/staff/sign-out").status == 303);
  CHECK(page.event().starts_with("retry:"));  // its last word
  CHECK(Listening{service, ann}.status() == 401);
}

TEST_CASE("who tries codes at the counter is stopped after ten wrong ones") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  for (int i = 0; i < 10; ++i)
    CHECK(ann.post("/staff/scan", {{"code", fmt::format("0000-000{}", i)}}).status == 422);
  CHECK(ann.post("/staff/scan", {{"code", "0000-0000"}}).status == 429);
}

TEST_CASE("a code hands over once; the same press twice is one, another is refused") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto order = take_in(till, "R-1", "", "Ola Here");
  const auto code = counter_code(service, order.page);
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  const auto found = ann.post("/staff/scan", {{"code", code}});
  CHECK(found.status == 200);
  CHECK(says(found, "Ola Here"));
  Fields press{{"code", code},
               {"order", order.id},
               {"step", "hand_over"},
               {"recipient", "Ben"},
               {"operation", value_of(found.body, "operation")}};
  CHECK(ann.post("/staff/scan", press).status == 303);
  CHECK(ann.post("/staff/scan", press).status == 303);
  press.back().second = "018f0000-0000-7000-8000-000000000001";
  CHECK(ann.post("/staff/scan", press).status == 409);
  CHECK(ann.post("/staff/scan", {{"code", code}}).status == 422);
  CHECK(till.get("orders/R-1").text("/stage") == "collected");
}

TEST_CASE("the address on a device's label leads to its order") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto order = take_in(till, "R-1", "", "Ola Here");
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  const auto led = ann.post("/staff/scan", {{"code", "http://127.0.0.1" + order.page}});
  CHECK(led.status == 303);
  CHECK(led.field("location") == "/staff/orders/" + order.id);
}

TEST_CASE("C26: staff choose whether an order that they take in tells its customer") {
  const StaffedShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_MAIL_FROM", "repairs@harbour.example"}}};
  Browser ann{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  const auto take = [&](const std::string& name, const std::string& tell) {
    return ann
        .post("/staff/orders/new",
              {{"name", name}, {"email", name + "@customers.example"}, {"kind-1", "Phone"}, {"tell", tell}})
        .status;
  };
  CHECK(take("quiet", "nobody") == 303);
  CHECK(take("usual", "shop") == 303);
  CHECK(take("link", "email") == 303);
  CHECK(take("text", "sms") == 422);  // without a number
  const auto told = [&](std::string_view name) {
    const auto where = shop.folder() / "data" / "mail";
    if (!std::filesystem::exists(where)) return false;
    for (const auto& letter : std::filesystem::directory_iterator{where})
      if (read_file(letter.path()).find(fmt::format("{}@customers.example", name)) != std::string::npos)
        return true;
    return false;
  };
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{15};
  while (!(told("usual") && told("link")) && std::chrono::steady_clock::now() < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  CHECK(told("usual"));
  CHECK(told("link"));
  CHECK_FALSE(told("quiet"));
}

TEST_SUITE_END();
