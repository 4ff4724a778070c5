#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

Refusal refused(const Order& order, const Command& command, Instant when = now) {
  const auto after = apply(order, command, at(when));
  REQUIRE_FALSE(after);
  return after.error();
}

// Screen 10.00, perhaps a case 1.00, and a new (0.30) or used (0.20) battery.
Order with_options() {
  using enum LineKind;
  return done(sample::order("awaiting_authorisation"),
              MakeQuote{{.lines = {line("Screen", 1000, 0), line("Case", 100, 0, optional),
                                   line("New battery", 30, 0, choice, "battery"),
                                   line("Used battery", 20, 0, choice, "battery")}}});
}

std::vector<QuoteLineId> lines(const Order& order, std::initializer_list<std::size_t> which) {
  std::vector<QuoteLineId> ids;
  for (const auto i : which) ids.push_back(order.quotes.back().lines[i].id);
  return ids;
}

}  // namespace

TEST_SUITE("orders/command_quote") {
  TEST_CASE("a quote is sent as the first round") {
    const auto order = done(sample::order(""), MakeQuote{screen_and_battery()});
    REQUIRE(order.quotes.size() == 1);
    const auto& quote = order.quotes[0];
    CHECK(quote.round == 1);
    CHECK(quote.state == QuoteState::sent);
    CHECK(quote.sent_at == now);
    CHECK(quote.lines[0].id != quote.lines[1].id);
    CHECK(quote.id != QuoteId{});
    CHECK(quote_in_force(order) == &quote);
    CHECK(order.events.back().kind == EventKind::quote_sent);
    CHECK(payment_summary(order, gbp).due == 0);
  }

  TEST_CASE("the next round supersedes the one before") {
    auto order = done(sample::order(""), MakeQuote{screen_and_battery()});
    const auto first = order.quotes[0];
    order = done(order, MakeQuote{{.lines = {line("Screen", 7999)}}});
    REQUIRE(order.quotes.size() == 2);
    CHECK(order.quotes[0].state == QuoteState::superseded);
    CHECK(order.quotes[0].lines == first.lines);
    CHECK(quote_in_force(order)->round == 2);
    CHECK(refused(order, DecideQuote{.round = 1}).reason == Reason::gone);
  }

  TEST_CASE("a draft is seen by no customer and leaves the round they hold") {
    auto draft = screen_and_battery();
    draft.send = false;
    auto order = done(sample::order(""), MakeQuote{draft});
    CHECK(quote_in_force(order) == nullptr);
    CHECK_FALSE(order.quotes[0].sent_at);
    CHECK(refused(order, DecideQuote{.round = 1}).reason == Reason::not_found);
    order = done(order, MakeQuote{screen_and_battery()});
    CHECK(order.quotes[0].state == QuoteState::superseded);
    order = done(order, MakeQuote{draft});
    CHECK(quote_in_force(order)->round == 2);
    CHECK(done(order, DecideQuote{.round = 2}).quotes[1].state == QuoteState::approved);
  }

  TEST_CASE("an approval makes the amount due, a decline none") {
    const auto asked = done(sample::order(""), MakeQuote{screen_and_battery()});
    const auto approved = done(asked, DecideQuote{.method = DecisionMethod::link, .name = "Ann Example"});
    CHECK(approved.quotes[0].state == QuoteState::approved);
    CHECK(approved.quotes[0].decision->name == "Ann Example");
    CHECK(approved.quotes[0].decision->at == now);
    CHECK(approved.events.back().kind == EventKind::quote_decided);
    CHECK(approved.events.back().status == "approved");
    CHECK(payment_summary(approved, gbp).due == 12718);

    const auto declined = done(asked, DecideQuote{.approve = false, .reason = "Too dear"});
    CHECK(declined.quotes[0].state == QuoteState::declined);
    CHECK(declined.events.back().note == "Too dear");
    CHECK(payment_summary(declined, gbp).due == 0);
  }

  TEST_CASE("a customer takes the lines they want") {
    const auto order = with_options();
    const auto all = done(order, DecideQuote{.taken = lines(order, {1, 2})});
    CHECK(all.quotes[0].state == QuoteState::approved);
    CHECK(payment_summary(all, gbp).due == 1130);
    const auto part = done(order, DecideQuote{.taken = lines(order, {3})});
    CHECK(part.quotes[0].state == QuoteState::partially_approved);
    CHECK(payment_summary(part, gbp).due == 1020);
    CHECK(part.quotes[0].lines[0].approved);
    CHECK_FALSE(part.quotes[0].lines[1].approved);
  }

  TEST_CASE("an impossible set of lines is refused") {
    const auto order = with_options();
    CHECK(refused(order, DecideQuote{}).field == "line");                               // no battery
    CHECK(refused(order, DecideQuote{.taken = lines(order, {2, 3})}).field == "line");  // two batteries
    CHECK(refused(order, DecideQuote{.taken = {QuoteLineId{at(now).new_id()}}}).field == "line");
    const auto only_optional =
        done(sample::order(""), MakeQuote{{.lines = {line("Case", 100, 0, LineKind::optional)}}});
    CHECK(refused(only_optional, DecideQuote{}).field == "line");
    const auto discount =
        done(sample::order(""),
             MakeQuote{{.lines = {line("Screen", 100, 0), line("Trade-in", -200, 0, LineKind::optional)}}});
    CHECK(refused(discount, DecideQuote{.taken = lines(discount, {1})}).field == "line");
  }

  TEST_CASE("the same decision again changes nothing, another is refused") {
    const auto order = with_options();
    const auto decided = done(order, DecideQuote{.taken = lines(order, {3})});
    CHECK(done(decided, DecideQuote{.taken = lines(order, {3})}, now + 1h) == decided);
    CHECK(refused(decided, DecideQuote{.taken = lines(order, {2})}).reason == Reason::conflict);
    CHECK(refused(decided, DecideQuote{.approve = false}).reason == Reason::conflict);
    const auto declined = done(order, DecideQuote{.approve = false});
    CHECK(done(declined, DecideQuote{.approve = false}, now + 1h) == declined);
    CHECK(refused(declined, DecideQuote{.taken = lines(order, {3})}).reason == Reason::conflict);
  }

  TEST_CASE("a round that no longer stands takes no decision") {
    auto draft = screen_and_battery();
    draft.expires_at = now + days{7};
    auto order = done(sample::order(""), MakeQuote{draft});
    CHECK(done(order, DecideQuote{}, now + days{7} - 1ms).quotes[0].decision);
    CHECK(refused(order, DecideQuote{}, now + days{7}).reason == Reason::gone);
    CHECK(refused(order, DecideQuote{.round = 2}).reason == Reason::not_found);
    order.quotes[0].state = QuoteState::withdrawn;
    CHECK(refused(order, DecideQuote{}).reason == Reason::gone);
    CHECK(quote_in_force(order) == nullptr);
  }

  TEST_CASE("an ended order takes no quote and no decision") {
    const auto asked = done(sample::order("diagnosing"), MakeQuote{screen_and_battery()});
    const auto cancelled = done(asked, SetStage{Stage::cancelled});
    CHECK(refused(cancelled, DecideQuote{}).reason == Reason::conflict);
    CHECK(refused(cancelled, MakeQuote{screen_and_battery()}).reason == Reason::conflict);
  }

  TEST_CASE("a decision behind the link bears a name, and its texts are plain") {
    const auto order = done(sample::order(""), MakeQuote{screen_and_battery()});
    CHECK(refused(order, DecideQuote{.method = DecisionMethod::link}).field == "name");
    CHECK(refused(order, DecideQuote{.name = std::string(201, 'x')}).field == "name");
    CHECK(refused(order, DecideQuote{.reason = "\xff"}).field == "reason");
    CHECK(refused(order, DecideQuote{.reference = "\r"}).field == "reference");
  }
}
