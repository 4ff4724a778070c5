#include "orders/quote.hpp"
#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

// The field that check_draft names, "" when it is content.
std::string fault(const QuoteDraft& draft) {
  const auto checked = check_draft(draft, now);
  return checked ? "" : checked.error().field;
}

QuoteDraft one_line(const QuoteLine& line) { return {.lines = {line}}; }

}  // namespace

TEST_SUITE("orders/quote") {
  TEST_CASE("a quote adds up its lines") {
    const auto order = done(sample::order(""), MakeQuote{screen_and_battery()});
    CHECK(totals(order.quotes[0]) == LineAmounts{10598, 2120, 12718});
    CHECK(amounts(order.quotes[0], order.quotes[0].lines[0]) == LineAmounts{8999, 1800, 10799});
  }

  TEST_CASE("before a decision the optional lines are left out and a choice counts its first") {
    using enum LineKind;
    Quote quote{.lines = {line("Screen", 1000, 0), line("Case", 100, 0, optional),
                          line("New battery", 30, 0, choice, "battery"),
                          line("Used battery", 20, 0, choice, "battery")}};
    CHECK(totals(quote).gross == 1030);
    SUBCASE("a decision counts what it took") {
      quote.decision = Decision{.approved = true};
      quote.lines[1].approved = quote.lines[3].approved = true;
      CHECK(totals(quote).gross == 1120);
    }
    SUBCASE("a declined quote keeps showing what was offered") {
      quote.decision = Decision{.approved = false};
      CHECK(totals(quote).gross == 1030);
    }
  }

  TEST_CASE("a sent quote is expired when its last day is over") {
    Quote quote{.state = QuoteState::sent, .expires_at = now};
    CHECK(state_at(quote, now - 1ms) == QuoteState::sent);
    CHECK(state_at(quote, now) == QuoteState::expired);
    quote.state = QuoteState::approved;
    CHECK(state_at(quote, now) == QuoteState::approved);
    CHECK(state_at(Quote{.state = QuoteState::sent}, now) == QuoteState::sent);
  }

  TEST_CASE("a draft with a fault is refused by the name of the field") {
    using enum LineKind;
    CHECK(fault(screen_and_battery()) == "");
    CHECK(fault({}) == "lines");
    CHECK(fault({.lines = std::vector(201, line("Screw", 1))}) == "lines");
    CHECK(fault({.lines = std::vector(200, line("Screw", 1))}) == "");
    CHECK(fault(one_line(line("", 1))) == "lines[0].description");
    CHECK(fault(one_line(line(std::string(500, 'x'), 1))) == "");
    CHECK(fault(one_line(line(std::string(501, 'x'), 1))) == "lines[0].description");
    CHECK(fault(one_line(line("a\rb", 1))) == "lines[0].description");
    CHECK(fault(one_line(line("Screw", 1, -1))) == "lines[0].tax_bp");
    CHECK(fault(one_line(line("Screw", 1, 10'001))) == "lines[0].tax_bp");
    CHECK(fault(one_line(line("Screw", 2'000'000'000'000'000))) == "lines[0].unit_price");
    CHECK(fault({.lines = {line("a", 1), {.description = "b", .quantity = {0}}}}) == "lines[1].quantity");
    CHECK(fault({.lines = {line("a", 1), line("b", 1, 0, choice)}}) == "lines[1].group");
    CHECK(fault({.lines = {line("a", 1), line("b", 1, 0, choice, "g")}}) == "lines[1].group");
    CHECK(fault({.lines = {line("a", 1, 0, choice, "g"), line("b", 1, 0, choice, "g")}}) == "");
    CHECK(fault({.lines = {line("a", 100), line("Discount", -101)}}) == "lines");
    CHECK(fault({.lines = {line("a", 100), line("Discount", -100)}}) == "");
    CHECK(fault({.lines = {line("a", 100, 0)}, .deposit = -1}) == "deposit");
    CHECK(fault({.lines = {line("a", 100, 0)}, .deposit = 101}) == "deposit");
    CHECK(fault({.lines = {line("a", 100, 0)}, .deposit = 100}) == "");
    CHECK(fault({.lines = {line("a", 100, 0)}, .expires_at = now}) == "valid_until");
    CHECK(fault({.lines = {line("a", 100, 0)}, .expires_at = now + 1ms}) == "");
    auto twice = screen_and_battery();
    twice.lines[0].id = twice.lines[1].id = {at(now).new_id()};
    CHECK(fault(twice) == "lines[1].id");
  }

  TEST_CASE("kinds, states and methods read back from their names") {
    for (const auto word : {"required", "optional", "choice"}) CHECK(name(*parse_line_kind(word)) == word);
    for (const auto word : {"draft", "sent", "approved", "partially_approved", "declined", "expired",
                            "superseded", "withdrawn"})
      CHECK(name(*parse_quote_state(word)) == word);
    for (const auto word : {"link", "phone", "email", "in_store", "pre_authorised"})
      CHECK(name(*parse_decision_method(word)) == word);
    CHECK_FALSE(parse_quote_state(""));
  }
}
