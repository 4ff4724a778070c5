#include "orders/notify.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sample;
using namespace orders;

namespace {

const auto& table = StatusTable::standard();

// The keys of what the command tells the customer; those that name an event without it.
std::vector<std::string> told(Order& order, const Command& command, ActorKind by = ActorKind::staff) {
  auto context = at(now);
  context.actor.kind = by;
  const auto after = apply(order, command, context);
  REQUIRE(after);
  std::vector<std::string> all;
  for (const auto& one : tellings(order, *after, announce(order, *after, table), table)) {
    CHECK(std::ranges::count(after->events, one.event, &Event::id) == 1);
    all.push_back(one.key.substr(0, one.key.find(":evt_")));
  }
  order = *after;
  return all;
}

using Told = std::vector<std::string>;
using Routes = std::vector<Route>;

const Customer both{.name = "Ann", .email = "ann@customer.example", .phone = "+441632960201"};
const Customer phone_only{.name = "Ann", .phone = "+441632960201"};

// Winter is UTC, summer an hour ahead, as in London in 2026.
const Zone london{"Europe/London",
                  std::chrono::seconds{0},
                  {{utc(2026, 3, 29, 1h), 1h}, {utc(2026, 10, 25, 1h), std::chrono::seconds{0}}}};

}  // namespace

TEST_SUITE_BEGIN("orders/notify");

TEST_CASE(
    "C23, C25: a customer hears once of each step that was reached, and of nothing the house does in "
    "between") {
  auto job = order("");
  CHECK(told(job, SetStage{Stage::received}) == Told{"status_changed:received"});
  CHECK(told(job, AddNote{"Looked at it", true}).empty());
  CHECK(told(job, SetDeviceStatus{job.devices[0].id, "diagnosing"}) == Told{"status_changed:in_progress"});
  CHECK(told(job, SetStage{Stage::on_hold}).empty());
  CHECK(told(job, SetStage{Stage::ready}) == Told{"ready"});
  CHECK(told(job, SetStage{Stage::collected}) == Told{"receipt"});
  CHECK(told(job, SetStage{Stage::in_progress}) == Told{"status_changed:in_progress"});
  CHECK(told(job, SetStage{Stage::cancelled}).empty());
}

TEST_CASE("ready again after a hold is told under the same key, ready again after a repair under another") {
  auto job = order("repairing");
  const auto ready_key = [&](const Command& command) {
    const auto after = done(job, command);
    const auto all = tellings(job, after, announce(job, after, table), table);
    job = after;
    return all.empty() ? std::string{} : all[0].key;
  };
  const auto first = ready_key(SetStage{Stage::ready});
  CHECK(first.starts_with("ready:evt_"));
  CHECK(ready_key(SetStage{Stage::on_hold}).empty());
  CHECK(ready_key(SetStage{Stage::ready}) == first);
  ready_key(SetStage{Stage::in_progress});
  CHECK(ready_key(SetStage{Stage::ready}) != first);
}

TEST_CASE("a new order is confirmed, and one that had ended when it was written down is not") {
  const auto confirmed = [](const Order& made) {
    return !tellings(Order{}, made, announce(Order{}, made, table), table).empty();
  };
  CHECK(confirmed(order("")));
  CHECK(confirmed(order("repaired_ready")));
  CHECK_FALSE(confirmed(order("collected")));
}

TEST_CASE("C24: a quote is told by its round, unless it was approved as it was sent") {
  auto job = order("diagnosing");
  CHECK(told(job, MakeQuote{screen_and_battery()}) == Told{"quote_ready:1"});
  CHECK(told(job, MakeQuote{screen_and_battery()}) == Told{"quote_ready:2"});
  CHECK(told(job, PreAuthorise{Money{20'000, gbp}, "Ann", "call"}).empty());
  CHECK(told(job, MakeQuote{screen_and_battery()}).empty());
  CHECK(job.quotes.back().state == QuoteState::approved);
}

TEST_CASE("customers hear what the shop writes and nothing of what they did themselves") {
  auto job = order("diagnosing");
  CHECK(told(job, AddMessage{"Sam", "It is the screen", {}}) == Told{"message"});
  CHECK(told(job, AddMessage{"Ann", "Good", {}}, ActorKind::customer).empty());
}

TEST_CASE("a text message goes to who has no e-mail address, WhatsApp to nobody unless the shop wants") {
  NotifyPolicy policy;
  CHECK(routes_for(policy, Topic::ready, both, {}) == Routes{Route::email});
  CHECK(routes_for(policy, Topic::ready, phone_only, {}) == Routes{Route::sms});
  CHECK(routes_for(policy, Topic::ready, {.name = "Ann"}, {}).empty());
  policy.rules[{Topic::ready, Route::whatsapp}] = When::always;
  CHECK(routes_for(policy, Topic::ready, both, {}) == Routes{Route::email, Route::whatsapp});
  policy.rules[{Topic::ready, Route::email}] = When::never;
  CHECK(routes_for(policy, Topic::ready, both, {}) == Routes{Route::sms, Route::whatsapp});
  CHECK(routes_for(policy, Topic::receipt, both, {}) == Routes{Route::email});
  CHECK(default_rule(Topic::quote_reminder, Route::sms) == When::fallback);
  CHECK(default_rule(Topic::staff_alert, Route::sms) == When::never);
}

TEST_CASE("who opted out of a route is told by the next, and still gets the link they ask for") {
  const NotifyPolicy policy;
  CHECK(routes_for(policy, Topic::ready, both, {Route::email}) == Routes{Route::sms});
  CHECK(routes_for(policy, Topic::ready, both, {Route::email, Route::sms}).empty());
  CHECK(routes_for(policy, Topic::new_link, both, {Route::email}) == Routes{Route::email});
  CHECK(routes_for(policy, Topic::new_link, phone_only, {Route::sms}).empty());
}

TEST_CASE("nobody is disturbed in quiet hours by the wall clock of the shop") {
  NotifyPolicy policy;
  CHECK(after_quiet(policy, london, utc(2026, 3, 2, 23h)) == utc(2026, 3, 2, 23h));
  policy.quiet = {21h, 8h};
  CHECK(after_quiet(policy, london, utc(2026, 3, 2, 20h + 59min)) == utc(2026, 3, 2, 20h + 59min));
  CHECK(after_quiet(policy, london, utc(2026, 3, 2, 21h)) == utc(2026, 3, 3, 8h));
  CHECK(after_quiet(policy, london, utc(2026, 3, 3, 7h + 59min)) == utc(2026, 3, 3, 8h));
  CHECK(after_quiet(policy, london, utc(2026, 3, 3, 8h)) == utc(2026, 3, 3, 8h));
  CHECK(after_quiet(policy, london, utc(2026, 7, 1, 20h)) == utc(2026, 7, 2, 7h));
  SUBCASE("within a day") {
    policy.quiet = {12h, 14h};
    CHECK(after_quiet(policy, london, utc(2026, 3, 2, 13h)) == utc(2026, 3, 2, 14h));
    CHECK(after_quiet(policy, london, utc(2026, 3, 2, 22h)) == utc(2026, 3, 2, 22h));
  }
  SUBCASE("in the hour that comes twice they end no earlier than now") {
    policy.quiet = {21h, 1h + 30min};
    CHECK(after_quiet(policy, london, utc(2026, 10, 25, 0h + 10min)) == utc(2026, 10, 25, 0h + 30min));
    CHECK(after_quiet(policy, london, utc(2026, 10, 25, 1h + 10min)) == utc(2026, 10, 25, 1h + 10min));
  }
  SUBCASE("that begin when they end are none") {
    policy.quiet = {9h, 9h};
    CHECK(after_quiet(policy, london, utc(2026, 3, 2, 9h)) == utc(2026, 3, 2, 9h));
  }
}

TEST_CASE("a policy that says nonsense is refused by the field") {
  const auto field = [](const NotifyPolicy& policy) {
    const auto checked = check_policy(policy);
    return checked ? std::string{} : checked.error().field;
  };
  CHECK(field({}).empty());
  CHECK(field({.quiet = {{21h, 24h}}}) == "quiet");
  CHECK(field({.quote_reminder_days = 366}) == "quote_reminder_days");
  CHECK(field({.collection_reminder_days = -1}) == "collection_reminder_days");
  CHECK(field({.payment_reminder_days = -1}) == "payment_reminder_days");
  CHECK(field({.paid_messages_per_day = -1}) == "paid_messages_per_day");
  CHECK(field({.footer = std::string(4001, 'x')}) == "footer");
  CHECK(field({.rules = {{{Topic::new_link, Route::email}, When::never}}}) == "rules");
}

TEST_SUITE_END();
