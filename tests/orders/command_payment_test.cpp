#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

const auto eur = *Currency::of("EUR");

std::string fault(const Order& order, const Command& command) {
  const auto after = apply(order, command, at(now));
  return after ? "" : after.error().field;
}

RecordPayment pay(std::int64_t amount, PaymentKind kind = PaymentKind::final, Currency currency = gbp) {
  return {.kind = kind, .amount = {amount, currency}, .method = "cash"};
}

Order approved(std::vector<QuoteLine> lines) {
  return done(done(sample::order(""), MakeQuote{{.lines = std::move(lines)}}), DecideQuote{});
}

}  // namespace

TEST_SUITE("orders/command_payment") {
  TEST_CASE("a deposit leaves the rest as balance") {
    auto order = approved({line("Screen", 8999), line("Battery", 1599)});
    order = done(order, pay(5000, PaymentKind::deposit));
    CHECK(payment_summary(order, gbp) == PaymentSummary{gbp, 12718, 5000, 0, 7718});
    CHECK(order.payments[0].received_at == now);
    CHECK(order.events.back().kind == EventKind::payment_recorded);

    order = done(approved({line("Screen", 7999)}), pay(5000, PaymentKind::deposit));
    CHECK(payment_summary(order, gbp) == PaymentSummary{gbp, 9599, 5000, 0, 4599});
  }

  TEST_CASE("a refund gives back at most what was paid") {
    auto order = done(approved({line("Screen", 1000, 0)}), pay(1000));
    CHECK(fault(order, pay(1001, PaymentKind::refund)) == "amount");
    order = done(order, pay(400, PaymentKind::refund));
    CHECK(payment_summary(order, gbp) == PaymentSummary{gbp, 1000, 1000, 400, 400});
    CHECK(fault(order, pay(601, PaymentKind::refund)) == "amount");
    CHECK(fault(order, pay(600, PaymentKind::refund)) == "");
    CHECK(fault(sample::order(""), pay(1, PaymentKind::refund)) == "amount");
  }

  TEST_CASE("an amount is positive, within reason and in the order's currency") {
    const auto order = approved({line("Screen", 1000)});
    CHECK(fault(order, pay(0)) == "amount");
    CHECK(fault(order, pay(-1)) == "amount");
    CHECK(fault(order, pay(INT64_MAX)) == "amount");
    CHECK(fault(done(order, pay(1'000'000'000'000'000)), pay(1)) == "amount");
    CHECK(fault(order, pay(1, PaymentKind::final, eur)) == "amount");
    auto no_quote = done(sample::order(""), pay(1, PaymentKind::deposit, eur));
    CHECK(fault(no_quote, pay(1)) == "amount");
    CHECK(fault(no_quote, MakeQuote{screen_and_battery()}) == "currency");
    CHECK(payment_summary(no_quote, gbp).currency == eur);
    CHECK(payment_summary(sample::order(""), eur).currency == eur);
    auto texts = pay(1);
    texts.method = "\xff";
    CHECK(fault(order, texts) == "method");
    texts = pay(1);
    texts.reference = std::string(201, 'x');
    CHECK(fault(order, texts) == "reference");
  }

  TEST_CASE("a payment may come before the quote, late, or with the day it came") {
    auto payment = pay(500);
    payment.received_at = now - days{3};
    const auto order = done(sample::order("collected"), payment);
    CHECK(order.payments[0].received_at == now - days{3});
    CHECK(payment_summary(order, gbp).balance == -500);
  }

  TEST_CASE("a new text of a document is its next version") {
    const std::string a(64, 'a'), b(64, 'b');
    auto order = done(sample::order(""), AddDocument{Purpose::terms, "Terms", "One", a});
    CHECK(done(order, AddDocument{Purpose::terms, "Terms", "One", a}) == order);
    order = done(order, AddDocument{Purpose::terms, "Terms", "Two", b});
    order = done(order, AddDocument{Purpose::data_handling, "Terms", "One", a});
    REQUIRE(order.documents.size() == 3);
    CHECK(order.documents[0].version == 1);
    CHECK(order.documents[0].body == "One");
    CHECK(order.documents[1].version == 2);
    CHECK(order.documents[2].version == 1);
    CHECK(order.events.back().kind == EventKind::document_added);
    // Back to the first words: that is a third version, since the second stood in between.
    CHECK(done(order, AddDocument{Purpose::terms, "Terms", "One", a}).documents.back().version == 3);

    CHECK(fault(order, AddDocument{Purpose::terms, "", "One", a}) == "title");
    CHECK(fault(order, AddDocument{Purpose::terms, "Terms", "", a}) == "body");
    CHECK(fault(order, AddDocument{Purpose::terms, "Terms", std::string(100'001, 'x'), a}) == "body");
    CHECK(fault(order, AddDocument{Purpose::terms, "Terms", "One", "abc"}) == "sha256");
    CHECK(fault(order, AddDocument{Purpose::terms, "Terms", "One", std::string(64, 'A')}) == "sha256");
  }
}
