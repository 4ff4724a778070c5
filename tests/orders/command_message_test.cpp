#include "sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sample;
using namespace orders;

namespace {

Outcome<Order> customer(const Order& order, const Command& command) {
  auto context = at(now);
  context.actor = {ActorKind::customer, "lnk_1"};
  return apply(order, command, context);
}

std::string fault(const Order& order, const Command& command) {
  const auto after = customer(order, command);
  return after ? "" : after.error().field;
}

Order with_terms(const std::string& body = "One", char hash = 'a') {
  return done(sample::order(""), AddDocument{Purpose::terms, "Terms", body, std::string(64, hash)});
}

SignDocument signature(const Order& order) {
  const auto& document = order.documents.back();
  return {document.id, document.sha256, "Ann Example", {}, "de"};
}

const Strokes drawing{600, 200, {{{1, 1, 0}, {50, 60, 20}, {90, 10, 40}}}};

}  // namespace

TEST_SUITE_BEGIN("orders/command_message");

TEST_CASE("a message says something or brings a file, and bears a name") {
  const auto order = sample::order("");
  CHECK(fault(order, AddMessage{"Ann", ""}) == "text");
  CHECK(fault(order, AddMessage{"", "Hello"}) == "name");
  CHECK(fault(order, AddMessage{"Ann", "\xff"}) == "text");
  CHECK(fault(order, AddMessage{"Ann", "Hi", std::vector<Attachment>(11)}) == "file");
  const auto told = customer(order, AddMessage{"Ann", "Hello", {{.name = "crack.jpg", .bytes = 9}}});
  REQUIRE(told);
  CHECK(told->messages[0].from.kind == ActorKind::customer);
  CHECK(told->messages[0].attachments[0].name == "crack.jpg");
  CHECK(told->events.back().kind == EventKind::message);
  CHECK(told->events.back().subject == told->messages[0].id.uuid);
  CHECK(customer(order, AddMessage{"Ann", "", {{.name = "crack.jpg"}}}));
}

TEST_CASE("staff may still write after the end, the customer may not") {
  const auto over = done(sample::order(""), SetStage{Stage::collected});
  CHECK(customer(over, AddMessage{"Ann", "Thanks"}).error().reason == Reason::conflict);
  CHECK(done(over, AddMessage{"", "Come again"}).messages.size() == 1);
}

TEST_CASE("a signature is under exactly the version that was read") {
  const auto order = with_terms();
  auto sign = signature(order);
  const auto signed_once = customer(order, sign);
  REQUIRE(signed_once);
  CHECK(signed_once->signatures[0].document_sha256 == order.documents[0].sha256);
  CHECK_FALSE(signed_once->signatures[0].drawn);
  CHECK(signed_once->signatures[0].locale == "de");
  CHECK(signed_once->events.back().subject == signed_once->signatures[0].id.uuid);
  CHECK(*customer(*signed_once, sign) == *signed_once);

  sign.sha256 = std::string(64, 'b');
  CHECK(fault(order, sign) == "document_sha256");
  const auto newer = done(order, AddDocument{Purpose::terms, "Terms", "Two", std::string(64, 'b')});
  CHECK(fault(newer, signature(order)) == "document_sha256");
  CHECK(fault(newer, signature(newer)) == "");
  CHECK(fault(order, SignDocument{DocumentId{at(now).new_id()}, "", "Ann"}) == "document");
}

TEST_CASE("a signature bears a name and, drawn, some strokes") {
  const auto order = with_terms();
  auto sign = signature(order);
  sign.strokes = drawing;
  CHECK(customer(order, sign)->signatures[0].drawn);
  sign.strokes->strokes[0].resize(1);
  CHECK(fault(order, sign) == "strokes");
  sign.strokes.reset();
  sign.name.clear();
  CHECK(fault(order, sign) == "name");
  const auto over = done(order, SetStage{Stage::cancelled});
  CHECK(customer(over, signature(order)).error().reason == Reason::conflict);
}

TEST_CASE("someone else may be named to collect") {
  const auto order = sample::order("");
  const auto named = customer(order, NameDelegate{"Bo Example"});
  REQUIRE(named);
  CHECK(named->delegate == "Bo Example");
  CHECK(named->events.back().kind == EventKind::delegate_named);
  CHECK(*customer(*named, NameDelegate{"Bo Example"}) == *named);
  CHECK(customer(*named, NameDelegate{})->delegate.empty());
  CHECK(fault(order, NameDelegate{"\x01"}) == "name");
}

TEST_CASE("a collection code is of this time of being ready, and what is ready goes out once") {
  const auto& statuses = StatusTable::standard();
  auto order = sample::order("repairing", "repaired_ready");
  CHECK(ready_event(order, statuses) == nullptr);
  CHECK(customer(order, HandOver{"Ann"}).error().reason == Reason::conflict);
  order = done(order, SetStage{Stage::ready});
  const auto* first = ready_event(order, statuses);
  REQUIRE(first);
  const auto id = first->id;
  CHECK(ready_event(done(order, SetStage{Stage::on_hold}), statuses) == nullptr);
  const auto again = done(done(order, SetStage{Stage::in_progress}), SetStage{Stage::ready});
  CHECK(ready_event(again, statuses)->id != id);

  const auto out = done(order, HandOver{"Bo Example"});
  CHECK(out.ended_at == now);
  CHECK(ready_event(out, statuses) == nullptr);
  CHECK(customer(out, HandOver{"Bo Example"}).error().reason == Reason::conflict);
  const auto handed = [](const Event& event) {
    return event.kind == EventKind::handed_over && event.note == "Bo Example";
  };
  CHECK(std::any_of(out.events.begin(), out.events.end(), handed));
}

TEST_CASE("a provider's word on money that fits nothing is noted and counts for nothing") {
  const auto order = done(sample::order(""), ReportMismatch{"stripe", "pi_1", "12.00 EUR"});
  CHECK(order.events.back().kind == EventKind::payment_mismatch);
  CHECK(order.events.back().status == "stripe");
  CHECK(payment_summary(order, gbp).paid == 0);
}

TEST_CASE("what a provider told before changes nothing, and a dispute takes money back until it is won") {
  RecordPayment paid{
      .amount = {500, {}}, .method = "stripe", .provider = "stripe", .provider_object = "pi_1"};
  auto order = done(sample::order(""), paid);
  CHECK(done(order, paid) == order);
  paid.kind = PaymentKind::dispute;
  order = done(order, paid);
  CHECK(payment_summary(order, gbp).refunded == 500);
  paid.kind = PaymentKind::dispute_won;
  order = done(order, paid);
  CHECK(payment_summary(order, gbp).refunded == 0);
  CHECK(payment_summary(order, gbp).balance == -500);
}

TEST_SUITE_END();
