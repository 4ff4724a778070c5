#include "orders/difference.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

Context told(Instant when = now) {
  auto context = at(when);
  context.actor = {ActorKind::customer, "lnk_1"};
  context.quote_sha256 = [](OrderId, const Quote& quote) {
    return std::string(63, 'a') + static_cast<char>('0' + quote.round);
  };
  return context;
}

Order after(const Order& order, const Command& command, Instant when = now) {
  const auto changed = apply(order, command, told(when));
  REQUIRE_MESSAGE(changed.has_value(), changed.error().detail);
  return *changed;
}

Refusal refused(const Order& order, const Command& command, Instant when = now) {
  const auto changed = apply(order, command, told(when));
  REQUIRE_FALSE(changed);
  return changed.error();
}

Order quoted(std::int64_t deposit = 0, std::optional<Instant> expires = {}) {
  QuoteDraft draft{.lines = {line("Screen", 1000, 0)}, .deposit = deposit};
  if (expires) draft.valid_until = std::chrono::year{2026} / 3 / 9, draft.expires_at = expires;
  return after(sample::order("awaiting_authorisation"), MakeQuote{draft});
}

DecideQuote pressed(const Order& order, bool approve = true) {
  return {.round = order.quotes.back().round,
          .approve = approve,
          .sha256 = order.quotes.back().sha256,
          .method = DecisionMethod::link,
          .name = "Ann Example"};
}

}  // namespace

TEST_SUITE_BEGIN("orders/command_decision");

TEST_CASE("a customer approves exactly the quote they saw") {
  const auto order = quoted();
  auto moved = pressed(order);
  moved.sha256.back() = 'x';
  CHECK(refused(order, moved).reason == Reason::conflict);
  CHECK(refused(order, moved).field == "quote_sha256");
  const auto approved = after(order, pressed(order));
  CHECK(approved.quotes[0].decision->method == DecisionMethod::link);
  CHECK(approved.events.back().subject == approved.quotes[0].id.uuid);
  CHECK(after(approved, pressed(order), now + 1h) == approved);
  CHECK(refused(approved, moved).reason == Reason::conflict);
}

TEST_CASE("staff who note a decision name no hash") {
  const auto order = quoted();
  CHECK(after(order, DecideQuote{.method = DecisionMethod::phone, .name = "Ann"}).quotes[0].decision);
}

TEST_CASE("a decline says why where the shop asks for it") {
  const auto order = quoted();
  auto decline = pressed(order, false);
  decline.reason_needed = true;
  CHECK(refused(order, decline).field == "reason");
  decline.reason = "Too dear";
  const auto declined = after(order, decline);
  CHECK(declined.quotes[0].decision->reason == "Too dear");
  CHECK(declined.events.back().note == "Too dear");
  decline.reason.clear();
  decline.reason_needed = false;
  CHECK(after(order, decline).quotes[0].state == QuoteState::declined);
}

TEST_CASE("a decision can be taken back for a while, before anything came of it") {
  const auto order = quoted();
  const auto approved = after(order, pressed(order));
  const UndoDecision undo{1, 10min};
  CHECK(undo_until(approved, approved.quotes[0], 10min) == now + 10min);
  const auto undone = after(approved, undo, now + 10min - 1ms);
  CHECK(undone.quotes[0].state == QuoteState::sent);
  CHECK_FALSE(undone.quotes[0].decision);
  CHECK_FALSE(undone.quotes[0].lines[0].approved);
  CHECK(undone.events.back().kind == EventKind::decision_undone);
  CHECK(after(undone, pressed(order, false), now + 1min).quotes[0].state == QuoteState::declined);

  CHECK(refused(approved, undo, now + 10min).reason == Reason::gone);
  CHECK(refused(undone, undo).reason == Reason::conflict);
  CHECK(refused(order, undo).reason == Reason::conflict);
  CHECK(refused(order, UndoDecision{2, 10min}).reason == Reason::not_found);
  CHECK(refused(approved, UndoDecision{1, 0min}).reason == Reason::gone);
  const auto begun = after(approved, SetStage{Stage::in_progress}, now + 1min);
  CHECK_FALSE(
      undo_until(after(approved, SetDeviceStatus{approved.devices[0].id, "ready_to_repair"}, now + 1min),
                 approved.quotes[0], 10min));
  CHECK(refused(after(approved, RecordPayment{.amount = {5, {}}, .method = "cash"}), undo).reason ==
        Reason::conflict);
  CHECK(refused(after(approved, SetStage{Stage::cancelled}), undo).reason == Reason::conflict);
  const auto by_phone = after(order, DecideQuote{.method = DecisionMethod::phone, .name = "Ann"});
  CHECK(refused(by_phone, undo).reason == Reason::conflict);
}

TEST_CASE("a draft goes out once, and a sent round supersedes the one before") {
  auto order = quoted();
  order = after(order, MakeQuote{{.lines = {line("Screen", 900, 0)}, .send = false}});
  CHECK(order.quotes[1].sha256.empty());
  CHECK(refused(order, DecideQuote{.round = 2}).reason == Reason::not_found);
  const auto sent = after(order, SendQuote{2}, now + 1h);
  CHECK(sent.quotes[0].state == QuoteState::superseded);
  CHECK(sent.quotes[1].sent_at == now + 1h);
  CHECK(sent.quotes[1].sha256.size() == 64);
  CHECK(after(sent, SendQuote{2}) == sent);
  CHECK(refused(sent, SendQuote{1}).reason == Reason::conflict);
  CHECK(refused(sent, SendQuote{3}).reason == Reason::not_found);
  CHECK(refused(after(order, SetStage{Stage::cancelled}), SendQuote{2}).reason == Reason::conflict);
}

TEST_CASE("a round is withdrawn until somebody decided it") {
  const auto order = quoted();
  const auto withdrawn = after(order, WithdrawQuote{1});
  CHECK(withdrawn.quotes[0].state == QuoteState::withdrawn);
  CHECK(withdrawn.events.back().kind == EventKind::quote_withdrawn);
  CHECK(after(withdrawn, WithdrawQuote{1}) == withdrawn);
  CHECK(refused(withdrawn, pressed(order)).reason == Reason::gone);
  CHECK(refused(after(order, pressed(order)), WithdrawQuote{1}).reason == Reason::conflict);
  CHECK(refused(order, WithdrawQuote{2}).reason == Reason::not_found);
  const auto draft = after(sample::order(""), MakeQuote{{.lines = {line("Screen", 9)}, .send = false}});
  CHECK(after(draft, WithdrawQuote{1}).events.size() == draft.events.size());
}

TEST_CASE("a quote that ran out can be given more time, and its hash stays") {
  const auto order = quoted(0, now + days{7});
  const ExtendQuote later{1, std::chrono::year{2026} / 3 / 16, now + days{14}};
  CHECK(refused(order, pressed(order), now + days{8}).reason == Reason::gone);
  const auto extended = after(order, later, now + days{8});
  CHECK(extended.quotes[0].sha256 == order.quotes[0].sha256);
  CHECK(last_day(extended.quotes[0]) == later.until);
  CHECK(after(extended, pressed(order), now + days{9}).quotes[0].decision);
  CHECK(after(extended, later) == extended);
  CHECK(refused(order, ExtendQuote{1, std::chrono::year{2026} / 3 / 8, now + days{6}}).field ==
        "valid_until");
  CHECK(refused(order, later, now + days{15}).field == "valid_until");
  CHECK(refused(quoted(), later).field == "valid_until");
  CHECK(refused(after(order, pressed(order)), later).reason == Reason::conflict);
  CHECK(refused(order, ExtendQuote{2}).reason == Reason::not_found);
}

TEST_CASE("what was allowed beforehand approves the next round within it") {
  const PreAuthorise up_to_ten{Money{1000, {}}, "Ann Example", "counter slip 7"};
  const auto allowed = after(sample::order(""), up_to_ten);
  REQUIRE(allowed.pre_authorised);
  const auto within = after(allowed, MakeQuote{{.lines = {line("Screen", 1000, 0)}}});
  REQUIRE(within.quotes[0].decision);
  CHECK(within.quotes[0].decision->method == DecisionMethod::pre_authorised);
  CHECK(within.quotes[0].decision->name == "Ann Example");
  CHECK(within.quotes[0].decision->reference == "counter slip 7");
  CHECK(within.quotes[0].state == QuoteState::approved);
  CHECK_FALSE(after(allowed, MakeQuote{{.lines = {line("Screen", 1001, 0)}}}).quotes[0].decision);
  CHECK_FALSE(after(allowed, MakeQuote{{.currency = *Currency::of("EUR"), .lines = {line("Screen", 9, 0)}}})
                  .quotes[0]
                  .decision);
  const auto no_more = after(allowed, PreAuthorise{});
  CHECK_FALSE(no_more.pre_authorised);
  CHECK(after(no_more, PreAuthorise{}) == no_more);
  CHECK(refused(allowed, PreAuthorise{Money{0, {}}, "Ann"}).field == "limit");
  CHECK(refused(allowed, PreAuthorise{Money{5, {}}}).field == "name");
}

TEST_CASE("a deposit is due once it is approved, and never more than the balance") {
  const auto order = quoted(400);
  CHECK(deposit_due(order) == 0);
  const auto approved = after(order, pressed(order));
  CHECK(deposit_due(approved) == 400);
  const auto part =
      after(approved, RecordPayment{.kind = PaymentKind::deposit, .amount = {150, {}}, .method = "card"});
  CHECK(deposit_due(part) == 250);
  CHECK(deposit_due(after(part, RecordPayment{.amount = {850, {}}, .method = "card"})) == 0);
  CHECK(deposit_due(after(order, pressed(order, false))) == 0);
}

TEST_CASE("what moved between two rounds is told line by line") {
  Quote seen{.lines = {line("Screen", 1000, 0), line("Case", 100, 0), line("Glue", 50, 0)}};
  for (std::size_t i = 0; i < seen.lines.size(); ++i) seen.lines[i].id = {at(now).new_id()};
  auto next = seen;
  CHECK(difference(seen, next).lines.empty());
  next.lines.erase(next.lines.begin() + 1);
  next.lines[0].unit_price = 1200;
  next.lines[1].id = {at(now).new_id()};  // the same words
  next.lines.push_back(line("Battery", 300, 0));
  const auto told = difference(seen, next);
  CHECK(told.total_from == 1150);
  CHECK(told.total_to == 1550);
  CHECK(told.lines ==
        std::vector<LineChange>{{"Case", 100, {}}, {"Screen", 1000, 1200}, {"Battery", {}, 300}});
  next = seen;
  next.currency = *Currency::of("EUR");
  CHECK_FALSE(difference(seen, next).same_currency);
  CHECK(difference(seen, next).lines.size() == 3);
  next = seen;
  next.lines[2].kind = LineKind::optional;
  CHECK(difference(seen, next).lines == std::vector<LineChange>{{"Glue", 50, 50}});
}

TEST_SUITE_END();
