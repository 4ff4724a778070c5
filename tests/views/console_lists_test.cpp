#include "views/console/board.hpp"
#include "views/console/list_parts.hpp"
#include "views/console/news.hpp"
#include "views/console/order_list.hpp"

#include <doctest/doctest.h>

using namespace views;
using namespace std::chrono_literals;

namespace {

const orders::Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 5 / 1} + 12h};

// Somebody at the console at noon, London time being an hour ahead of the clock.
struct Console {
  orders::Shop shop{.name = "Harbour Repairs"};
  orders::StaffMember who{.role = orders::Role::technician};
  orders::Zone zone{"Europe/London", 1h, {}};
  ConsoleAssets assets{Url::local("/a/c.css"), Url::local("/a/c.js"), Url::local("/a/s.js"),
                       Url::local("/a/i.svg")};
  ConsoleView view{.shop = shop, .who = who, .zone = zone, .assets = assets, .now = noon, .csrf = "token"};
};

orders::OrderCard card_of(std::string customer) {
  return {.number = "R-1001",
          .customer = std::move(customer),
          .device = "Meridian M7",
          .stage = orders::Stage::received,
          .created_at = noon - 24h,
          .updated_at = noon - 5min};
}

bool says(const Html& html, std::string_view text) { return html.str().find(text) != std::string_view::npos; }

}  // namespace

TEST_SUITE_BEGIN("views/console_lists");

TEST_CASE("a name is text in the list, whatever it is made of") {
  const Console console;
  const OrderListView view{
      .console = console.view, .locations = {}, .cards = {card_of(R"(<b>O'Brien "Bo" & Søn</b>)")}};
  const auto main = order_list_main(view);
  CHECK(says(main, "&lt;b&gt;O&#39;Brien &quot;Bo&quot; &amp; Søn&lt;/b&gt;"));
  CHECK_FALSE(says(main, "<b>O"));
}

TEST_CASE("what was searched for stays in the address of each tab and of what follows") {
  const Console console;
  const OrderListView view{.console = console.view,
                           .locations = {},
                           .ask = {.text = "a&b ü", .stage = "ready", .overdue = true},
                           .cards = {card_of("Ann")},
                           .next = "c+/="};
  const auto main = order_list_main(view);
  CHECK(says(main, "/staff/orders?q=a%26b%20%C3%BC&amp;stage=created&amp;overdue=1"));
  CHECK(says(main, "/staff/orders?q=a%26b%20%C3%BC&amp;stage=ready&amp;overdue=1&amp;after=c%2B%2F%3D"));
}

TEST_CASE("who may not work is offered no link to copy and no new order") {
  Console console;
  console.who.role = orders::Role::viewer;
  const OrderListView view{.console = console.view, .locations = {}, .cards = {card_of("Ann")}};
  const auto main = order_list_main(view);
  CHECK_FALSE(says(main, "data-copy-link"));
  CHECK_FALSE(says(main, "/staff/orders/new"));
}

TEST_CASE("a promise that is past and not kept says so; one that is kept says nothing") {
  const Console console;
  auto card = card_of("Ann");
  card.promised_at = noon + 3h;
  CHECK(says(card_promise(console.view, card), "Due"));
  CHECK(says(card_promise(console.view, card), "16:00"));
  card.promised_at = noon - 3h;
  CHECK(says(card_promise(console.view, card), "Overdue"));
  CHECK(is_overdue(card, noon));
  card.stage = orders::Stage::ready;
  CHECK(card_promise(console.view, card).empty());
  CHECK_FALSE(is_overdue(card, noon));
}

TEST_CASE("a time is as short as it can be and still be told apart") {
  const Console console;
  CHECK(near_time(console.view, noon - 2h) == "11:00");
  CHECK(near_time(console.view, noon - 24h) == "30 Apr 13:00");
  CHECK(near_time(console.view, noon - 24h * 200) == "13 Oct 2025");
}

TEST_CASE("a pile of fifty says that there may be more") {
  const Console console;
  const std::vector<orders::OrderCard> none, full(50, card_of("Ann"));
  const auto main = board_main(
      {.console = console.view, .waiting = full, .ready = none, .overdue = none, .unanswered = none});
  CHECK(says(main, "<small>50+</small>"));
  CHECK(says(main, "Nothing is late."));
}

TEST_CASE("news are told in words, and new ones are marked") {
  const Console console;
  std::vector<orders::FeedEntry> items{
      {.seq = 8, .number = "R-7", .news = orders::News::payment_recorded, .detail = "deposit"},
      {.seq = 7, .number = "R-6", .news = orders::News::quote_declined}};
  CHECK(news_words(items[0]) == "Deposit paid, R-7");
  const auto main = news_main({.console = console.view, .items = items, .unread = 1, .last = 8});
  const auto text = main.str();
  CHECK(text.find("Deposit paid</span> <span class=\"dot\">") != text.npos);
  CHECK(text.find("Quote declined</span> <span class=\"dot\">") == text.npos);
  CHECK(says(main, R"(name="seq" value="8")"));
}

TEST_SUITE_END();
