#include "tests/blackbox/console.hpp"
#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace harness;

namespace {

const std::string password = "four words in a row";

}  // namespace

TEST_SUITE_BEGIN("blackbox/staff_access");

TEST_CASE("a form without the session's token, with another's, or from another site changes nothing") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser ann{service}, bo{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(bo.sign_in_by(shop.add("bo@harbour.example")));
  const Fields wanted{{"name", "Changed"}};
  const auto with = [&](std::string csrf) {
    auto fields = wanted;
    fields.emplace_back("csrf", std::move(csrf));
    return fields;
  };
  CHECK(ann.post_bare("/staff/me", wanted).status == 403);
  CHECK(ann.post_bare("/staff/me", with(bo.csrf())).status == 403);
  CHECK(ann.post_bare("/staff/me", with("")).status == 403);
  for (const auto* elsewhere :
       {"Origin: http://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n", "Origin: https://127.0.0.1\r\n"})
    CHECK_MESSAGE(ann.post("/staff/me", wanted, elsewhere).status == 403, elsewhere);
  CHECK(ann.get("/staff/me").body.find("Changed") == std::string::npos);
  CHECK(ann.post("/staff/me", wanted, "Origin: http://127.0.0.1\r\n").status == 303);
  CHECK(ann.get("/staff/me").body.find("Changed") != std::string::npos);
  Browser nobody{service};
  CHECK(nobody.post_bare("/staff/sign-in", {{"email", "a"}}, "Sec-Fetch-Site: cross-site\r\n").status == 403);
}

TEST_CASE("each role does what its duties are, and nothing beyond") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto made = till.post("orders", R"({"number": "R-1", "customer": {"name": "Cleo Marsh"},
                                            "devices": [{"kind": "Phone"}], "location": "harbour"})");
  REQUIRE_MESSAGE(made.status == 201, made.raw.body);
  // Who may, from the least: viewer, technician, manager, owner.
  const std::vector<std::string> roles{"viewer", "technician", "manager", "owner"};
  for (std::size_t rank = 0; rank < roles.size(); ++rank) {
    CAPTURE(roles[rank]);
    Browser browser{service};
    REQUIRE(browser.sign_in_by(shop.add(roles[rank] + "@harbour.example", roles[rank])));
    const auto may = [&](std::size_t least, const wire::Answer& answer) {
      CHECK((answer.status == 403) == (rank < least));
      CHECK(answer.status < 500);
    };
    may(0, browser.get("/staff/orders"));
    may(0, browser.get("/staff/orders/R-1"));
    may(1, browser.get("/staff/orders/new"));
    may(1, browser.post("/staff/orders/R-1/notes", {{"note", "Seen"}}));
    may(2, browser.post("/staff/orders/R-1/stage", {{"stage", "cancelled"}}));
    may(3, browser.get("/staff/people"));
    may(3, browser.post("/staff/people", {{"name", "X"}}));
  }
}

TEST_CASE("only owners see and change people") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser owner{service};
  REQUIRE(owner.sign_in_by(shop.owner_link()));
  const auto page = owner.get("/staff/people");
  REQUIRE(page.status == 200);
  const auto from = page.body.find("/staff/people/stf_");
  const auto ann = page.body.substr(from, page.body.find('"', from) - from);
  for (const auto* role : {"manager", "technician", "viewer"}) {
    CAPTURE(role);
    Browser other{service};
    REQUIRE(other.sign_in_by(shop.add(fmt::format("{}@harbour.example", role), role)));
    CHECK(other.get("/staff/people").status == 403);
    CHECK(other.get(ann).status == 403);
    CHECK(other.get("/staff/me").body.find("/staff/people") == std::string::npos);
    for (const auto* act : {"", "/disable", "/enable", "/invite", "/reset-second-factor"})
      CHECK(other.post(ann + act, {{"role", "viewer"}, {"name", "X"}, {"email", "x@x.example"}}).status ==
            403);
    CHECK(other.post("/staff/people", {{"name", "X"}, {"email", "x@x.example"}, {"role", "owner"}}).status ==
          403);
  }
  CHECK(owner.is_in());
  CHECK(owner.get(ann).status == 200);
}

TEST_CASE("an owner adds people with role and link, changes them, and disabling ends what they do at once") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser owner{service};
  REQUIRE(owner.sign_in_by(shop.owner_link()));
  const auto added = owner.post(
      "/staff/people", {{"name", "Cy Moss"}, {"email", "CY@harbour.example"}, {"role", "technician"}});
  REQUIRE(added.status == 200);
  const auto at = added.body.find("/staff/sign-in/");
  const auto link = added.body.substr(at, 15 + 26);
  CHECK(owner.get("/staff/people").body.find(link) == std::string::npos);  // shown once
  Browser cy{service};
  REQUIRE(cy.sign_in_by(link));
  CHECK(cy.get("/staff/people").status == 403);

  const auto list = owner.get("/staff/people").body;
  const auto row = list.rfind("/staff/people/stf_", list.find("Cy Moss"));
  const auto person = list.substr(row, list.find('"', row) - row);
  const auto version = value_of(owner.get(person).body, "version");
  const Fields change{
      {"name", "Cy Moss"}, {"email", "cy@harbour.example"}, {"role", "owner"}, {"version", version}};
  CHECK(owner.post(person, change).status == 303);
  CHECK(cy.get("/staff/people").status == 200);
  CHECK(owner.post(person, change).status == 422);  // somebody changed it meanwhile
  CHECK(owner.post(person + "/disable").status == 303);
  CHECK_FALSE(cy.is_in());
  CHECK(owner.post(person + "/invite").status == 422);
  CHECK(owner.post(person + "/enable").status == 303);
  const auto again = owner.post(person + "/invite");
  REQUIRE(again.status == 200);
  const auto fresh = again.body.substr(again.body.find("/staff/sign-in/"), 15 + 26);
  CHECK(cy.sign_in_by(fresh));

  const auto twice =
      owner.post("/staff/people", {{"name", "Cy"}, {"email", "cy@harbour.example"}, {"role", "viewer"}});
  CHECK(twice.status == 422);
  CHECK(twice.body.find("value=\"cy@harbour.example\"") != std::string::npos);
  for (const auto& [name, value] :
       Fields{{"role", "king"}, {"location", "loc_01890a5d-ac96-774b-bcce-b302099a8057"}}) {
    Fields bad{{"name", "Di"}, {"email", "di@harbour.example"}, {"role", "viewer"}};
    std::erase_if(bad, [&](const auto& field) { return field.first == name; });
    bad.emplace_back(name, value);
    CHECK_MESSAGE(owner.post("/staff/people", bad).status == 422, name);
  }
}

TEST_CASE("the last owner cannot be lost") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser owner{service};
  REQUIRE(owner.sign_in_by(shop.owner_link()));
  const auto list = owner.get("/staff/people").body;
  const auto row = list.find("/staff/people/stf_");
  const auto ann = list.substr(row, list.find('"', row) - row);
  CHECK(owner.post(ann + "/disable").status == 422);
  const auto version = value_of(owner.get(ann).body, "version");
  CHECK(
      owner
          .post(
              ann,
              {{"name", "Ann"}, {"email", "ann@harbour.example"}, {"role", "manager"}, {"version", version}})
          .status == 422);
  CHECK(owner.get("/staff/people").status == 200);
}

TEST_CASE("a person of another shop is not there") {
  const StaffedShop shop;
  REQUIRE(run(shop.folder(), {"shop", "add", "--slug", "pier", "--name", "Pier", "--phone", "+441632960150"})
              .exit_code == 0);
  const auto link = shop.add("eve@pier.example", "owner", "pier");
  const Service service{shop.folder()};
  Browser ann{service}, eve{service};
  REQUIRE(ann.sign_in_by(shop.owner_link()));
  REQUIRE(eve.sign_in_by(link));
  const auto list = ann.get("/staff/people").body;
  const auto row = list.find("/staff/people/stf_");
  const auto person = list.substr(row, list.find('"', row) - row);
  CHECK(eve.get(person).status == 404);
  for (const auto* act : {"", "/disable", "/enable", "/invite", "/reset-second-factor"})
    CHECK(eve.post(person + act, {{"role", "viewer"}, {"name", "X"}, {"email", "x@x.example"}}).status ==
          404);
  CHECK(eve.get("/staff/people").body.find("ann@") == std::string::npos);
}

TEST_CASE("one's sessions are listed, ended one by one and all at once, and none but one's own") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser first{service}, second{service}, bo{service};
  REQUIRE(first.sign_in_by(shop.owner_link()));
  REQUIRE(first.post("/staff/me/password", {{"new_password", password}}).status == 303);
  REQUIRE(second.sign_in("ann@harbour.example", password).status == 303);
  REQUIRE(bo.sign_in_by(shop.add("bo@harbour.example")));
  const auto page = first.get("/staff/me").body;
  const auto at = page.find("/staff/me/sessions/ses_");
  REQUIRE(at != std::string::npos);
  const auto other = page.substr(at, page.find('"', at) - at);
  CHECK(bo.post(other).status == 404);
  CHECK(second.is_in());
  CHECK(first.post(other).status == 303);
  CHECK_FALSE(second.is_in());
  CHECK(first.post(other).status == 404);
  CHECK(first.is_in());
  REQUIRE(second.sign_in("ann@harbour.example", password).status == 303);
  CHECK(first.post("/staff/sign-out/everywhere").status == 303);
  CHECK_FALSE(second.is_in());
  CHECK_FALSE(first.is_in());
  CHECK(bo.is_in());
}

TEST_CASE("a password is changed by who knows the old one, and ends all other sessions") {
  const StaffedShop shop;
  const Service service{shop.folder()};
  Browser first{service}, second{service};
  REQUIRE(first.sign_in_by(shop.owner_link()));
  REQUIRE(first.post("/staff/me/password", {{"new_password", password}}).status == 303);
  REQUIRE(second.sign_in("ann@harbour.example", password).status == 303);
  second.get("/staff/me");
  const std::string next = "another four words";
  CHECK(second.post("/staff/me/password", {{"new_password", next}}).status == 422);
  CHECK(second.post("/staff/me/password", {{"old_password", "wrong"}, {"new_password", next}}).status == 422);
  for (const auto* weak : {"short", "password12345", "ann@harbour.example"})
    CHECK_MESSAGE(
        second.post("/staff/me/password", {{"old_password", password}, {"new_password", weak}}).status == 422,
        weak);
  CHECK(second.post("/staff/me/password", {{"old_password", password}, {"new_password", next}}).status ==
        303);
  CHECK(second.is_in());
  CHECK_FALSE(first.is_in());
  CHECK(first.sign_in("ann@harbour.example", password).status == 422);
  CHECK(first.sign_in("ann@harbour.example", next).status == 303);
}

TEST_CASE(
    "a lost password is answered the same for all, and its mail brings a link that lets choose another") {
  const StaffedShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_MAIL_FROM", "repairs@harbour.example"}}};
  {
    Browser ann{service};
    REQUIRE(ann.sign_in_by(shop.owner_link()));
    REQUIRE(ann.post("/staff/me/password", {{"new_password", password}}).status == 303);
  }
  Browser browser{service};
  const auto known_one = browser.post_bare("/staff/recover", {{"email", "Ann@harbour.example"}}),
             unknown = browser.post_bare("/staff/recover", {{"email", "eve@harbour.example"}});
  CHECK(known_one.status == 200);
  CHECK(known_one.body == unknown.body);
  CHECK(browser.post_bare("/staff/recover", {{"email", "nothing"}}).status == 422);

  const auto mail_folder = shop.folder() / "data/mail";
  std::string link;
  for (int i = 0; i < 200 && link.empty(); ++i) {  // awaited, for 20 s at most
    if (std::filesystem::exists(mail_folder))
      for (const auto& entry : std::filesystem::directory_iterator(mail_folder)) {
        const auto mail = read_file(entry.path());
        const auto at = mail.find("/staff/sign-in/");
        if (at != mail.npos && mail.size() > at + 41) link = mail.substr(at, 15 + 26);
      }
    if (link.empty()) ::usleep(100'000);
  }
  REQUIRE_FALSE(link.empty());
  REQUIRE(browser.sign_in_by(link));
  CHECK(browser.post("/staff/me/password", {{"new_password", "another four words"}}).status == 303);
  Browser after{service};
  CHECK(after.sign_in("ann@harbour.example", "another four words").status == 303);
}

TEST_SUITE_END();
