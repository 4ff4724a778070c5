#include "views/console/frame.hpp"
#include "views/console/me.hpp"
#include "views/console/people.hpp"

#include <doctest/doctest.h>

using namespace views;

namespace {

struct Someone {
  orders::Shop shop{.name = "Fish & <Chips>"};
  orders::StaffMember who{
      .email = "ann@harbour.example", .name = "Ann \"A\" <b>", .role = orders::Role::owner};
  orders::Zone zone;
  ConsoleAssets assets{Url::local("/a/c.css"), Url::local("/a/c.js"), Url::local("/a/s.js"),
                       Url::local("/a/i.svg")};

  ConsoleView view(std::int64_t unread = 0) const {
    return {.shop = shop,
            .who = who,
            .zone = zone,
            .assets = assets,
            .now = {},
            .csrf = "t0ken",
            .unread = unread};
  }
  std::string page(const ConsolePage& page, std::int64_t unread = 0) const {
    return console_document(page, view(unread));
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE_BEGIN("views/console_frame");

TEST_CASE("names are text wherever they stand on a page of the console") {
  const auto page = Someone{}.page({.title = "<b>", .notice = "<i>done</i>"});
  for (const auto* raw : {"<Chips>", "<b>", "<i>", "\"A\""}) CHECK_MESSAGE(!has(page, raw), raw);
  CHECK(has(page, "<title>&lt;b&gt; · Fish &amp; &lt;Chips&gt;</title>"));
}

TEST_CASE("the menu offers what a role may, and marks where one is") {
  Someone someone;
  const auto offers = [&](orders::Role role, std::string_view path) {
    someone.who.role = role;
    return has(someone.page({.title = "T"}), "href=\"" + std::string(path) + "\"");
  };
  using orders::Role;
  for (const auto role : {Role::owner, Role::manager, Role::technician, Role::viewer}) {
    CHECK(offers(role, "/staff/orders"));
    CHECK(offers(role, "/staff/orders/new") == (role != Role::viewer));
    CHECK(offers(role, "/staff/scan") == (role != Role::viewer));
    CHECK(offers(role, "/staff/settings") == (role == Role::owner || role == Role::manager));
    CHECK(offers(role, "/staff/people") == (role == Role::owner));
  }
  const auto page = someone.page({.title = "T", .place = Place::orders});
  CHECK(has(page, R"(<a href="/staff/orders" data-go="o" aria-current="page">)"));
  CHECK(page.find("aria-current") == page.rfind("aria-current"));
}

TEST_CASE("the bell says how much is new, and nothing when nothing is") {
  CHECK(has(Someone{}.page({.title = "T"}, 3), R"(id="unread">3</b>)"));
  CHECK(has(Someone{}.page({.title = "T"}, 100), R"(id="unread">99+</b>)"));
  CHECK(has(Someone{}.page({.title = "T"}), R"(id="unread" hidden>)"));
}

TEST_CASE("the scanner's script is on its page alone") {
  CHECK(has(Someone{}.page({.title = "T", .has_scanner = true}), "/a/s.js"));
  CHECK_FALSE(has(Someone{}.page({.title = "T"}), "/a/s.js"));
}

TEST_CASE("a field that is at fault says so beside itself and in the summary that links to it") {
  const Faults faults{{"name", "Type a name."}, {"", "All in all."}};
  const auto summary = std::string(fault_summary(faults).str());
  CHECK(has(summary, R"(<a href="#name">Type a name.</a>)"));
  CHECK(has(summary, "<li>All in all.</li>"));
  const auto named = std::string(field({.label = "Name", .name = "name", .value = "\"<x>"}, faults).str());
  CHECK(has(named, R"(aria-describedby="name-fault" aria-invalid="true")"));
  CHECK(has(named, R"(<p class="fault" id="name-fault">Type a name.</p>)"));
  CHECK(has(named, R"(value="&quot;&lt;x&gt;")"));
  CHECK(
      has(std::string(field({.label = "Other", .name = "other"}, faults).str()), R"(aria-invalid="false")"));
  CHECK(fault_summary({}).empty());
}

TEST_CASE("a choice keeps what was chosen, and a box whether it was ticked") {
  const std::vector<Choice> choices{{"a", "A"}, {"b", "B"}};
  const auto made = std::string(choice({.label = "L", .name = "n", .value = "b"}, choices, {}).str());
  CHECK(has(made, R"(<option value="b" selected>)"));
  CHECK(has(made, R"(<option value="a">)"));
  CHECK(has(std::string(tick("L", "n", true).str()), "checked"));
  CHECK_FALSE(has(std::string(tick("L", "n", false).str()), "checked"));
}

TEST_CASE("every form of one's own page and of people carries the session's token") {
  const Someone someone;
  const auto view = someone.view();
  MePage me{.has_totp = true,
            .codes_left = 1,
            .sessions = {{.id = {{1}}, .device = "A"}, {.id = {{2}}, .device = "B"}}};
  const auto together = std::string(me_page(me, view).str()) +
                        std::string(people_page({.people = {someone.who}}, view).str()) +
                        std::string(person_page({.person = someone.who}, view).str()) +
                        std::string(enrolment_page({"otpauth://x", "X", "s"}, view, {}).str());
  std::size_t forms = 0, tokens = 0;
  for (auto at = together.find("<form"); at != together.npos; at = together.find("<form", at + 1)) ++forms;
  for (auto at = together.find("value=\"t0ken\""); at != together.npos;
       at = together.find("value=\"t0ken\"", at + 1))
    ++tokens;
  CHECK(forms > 8);
  CHECK(tokens == forms);
}

TEST_SUITE_END();
