#include "tokens/quote_hash.hpp"
#include "tokens/canonical_json.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>

using namespace tokens;

namespace {

orders::Quote sample() {
  orders::Quote quote;
  quote.round = 2;
  quote.lines = {{.id = {{1}}, .description = "Screen", .unit_price = 8999, .tax_bp = 2000},
                 {.id = {{2}},
                  .description = "Cafe\u0301 \"grip\"",
                  .quantity = {2500},
                  .unit_price = -100,
                  .kind = orders::LineKind::choice,
                  .group = "case"}};
  quote.deposit = 5000;
  quote.valid_until = orders::Date{std::chrono::year{2026} / 3 / 9};
  return quote;
}

}  // namespace

TEST_SUITE("tokens/quote_hash") {
  const orders::OrderId order{{0xaa}};

  TEST_CASE("a quote's text holds all that is offered, in its order") {
    CHECK(quote_canonical(order, sample()) ==
          R"({"currency":"GBP","deposit":5000,"lines":[{"description":"Screen",)"
          R"("id":"ql_01000000-0000-0000-0000-000000000000","kind":"required","quantity":1000,"tax_bp":2000,)"
          R"("unit_price":8999},{"description":"Café \"grip\"","group":"case",)"
          R"("id":"ql_02000000-0000-0000-0000-000000000000","kind":"choice","quantity":2500,"tax_bp":0,)"
          R"("unit_price":-100}],"order":"ord_aa000000-0000-0000-0000-000000000000","round":2,)"
          R"("tax_included":false,"v":1,"valid_until":"2026-03-09"})");
    CHECK(quote_sha256(order, sample()) ==
          "7802a712af51cf17ec7e49ea4ef7ffca0a956e391d5ad80a4179044d8fc4bcef");
  }

  TEST_CASE("a quote that is open-ended says nothing of a last day") {
    auto quote = sample();
    quote.valid_until.reset();
    CHECK(quote_canonical(order, quote).find("valid_until") == std::string::npos);
    CHECK(parse_canonical(quote_canonical(order, quote)));
  }

  TEST_CASE("any change of what is offered is another quote") {
    const std::vector<std::function<void(orders::Quote&)>> changes{
        [](auto& quote) { quote.round = 3; },
        [](auto& quote) { quote.currency = *orders::Currency::of("EUR"); },
        [](auto& quote) { quote.tax_included = true; },
        [](auto& quote) { quote.deposit = 0; },
        [](auto& quote) { quote.valid_until = orders::Date{std::chrono::year{2026} / 3 / 10}; },
        [](auto& quote) { quote.lines.pop_back(); },
        [](auto& quote) { std::swap(quote.lines[0], quote.lines[1]); },
        [](auto& quote) { quote.lines[0].id = {{3}}; },
        [](auto& quote) { quote.lines[0].description = "screen"; },
        [](auto& quote) { quote.lines[0].quantity = {1001}; },
        [](auto& quote) { quote.lines[0].unit_price = 8998; },
        [](auto& quote) { quote.lines[0].tax_bp = 2001; },
        [](auto& quote) { quote.lines[0].kind = orders::LineKind::optional; },
        [](auto& quote) { quote.lines[1].group = "cases"; },
    };
    std::set<std::string> seen{quote_sha256(order, sample()), quote_sha256({{0xab}}, sample())};
    for (const auto& change : changes) {
      auto quote = sample();
      change(quote);
      CHECK(seen.insert(quote_sha256(order, quote)).second);
    }
  }

  TEST_CASE("what becomes of a quote once it was sent is no change of it") {
    auto quote = sample();
    quote.state = orders::QuoteState::approved;
    quote.decision = orders::Decision{.approved = true, .name = "Ada Example"};
    quote.lines[0].approved = true;
    quote.expires_at = orders::Instant{std::chrono::milliseconds{1}};
    quote.sent_at = quote.expires_at;
    quote.extended_until = quote.valid_until;
    quote.sha256 = std::string(64, '0');
    CHECK(quote_sha256(order, quote) == quote_sha256(order, sample()));
  }
}
