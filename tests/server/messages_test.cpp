#include "server/messages/dispatch.hpp"
#include "server/messages/keyword.hpp"

#include <doctest/doctest.h>

using orders::Topic;
using server::ApprovedTemplate, server::Keyword, server::keyword_of;

namespace {

const orders::Instant today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

orders::Order order_at(const char* status) {
  return {.number = "R-1042", .devices = {{.kind = "Phone", .status = status, .public_status = status}}};
}

orders::Order quoted(orders::QuoteState state) {
  auto order = order_at("awaiting_authorisation");
  order.quotes.push_back({.round = 2, .state = state, .sent_at = today});
  return order;
}

// Why the topic has nothing to say; empty: it has.
std::string moot(Topic topic, const orders::Order& order, std::string key = {},
                 const orders::Shop& shop = {}) {
  return server::moot({.topic = topic, .key = std::move(key)}, order, shop, today).value_or("");
}

}  // namespace

TEST_SUITE("server/messages") {
  TEST_CASE("C07: word of a step is not sent when the order has moved on") {
    CHECK(moot(Topic::status_changed, order_at("repairing"), "status_changed:in_progress") == "");
    CHECK(moot(Topic::status_changed, order_at("repaired_ready"), "status_changed:in_progress") ==
          "the order has moved on");
    auto ended = order_at("repairing");
    ended.ended_at = today;
    CHECK_FALSE(moot(Topic::status_changed, ended, "status_changed:in_progress").empty());
  }

  TEST_CASE("C24: a quote that was answered, replaced or has lapsed is not announced") {
    CHECK(moot(Topic::quote_ready, quoted(orders::QuoteState::sent), "quote_ready:2") == "");
    CHECK(moot(Topic::quote_reminder, quoted(orders::QuoteState::sent), "quote_reminder:qt_1") == "");
    CHECK_FALSE(moot(Topic::quote_ready, quoted(orders::QuoteState::sent), "quote_ready:1").empty());
    CHECK_FALSE(moot(Topic::quote_ready, quoted(orders::QuoteState::approved), "quote_ready:2").empty());
    auto lapsed = quoted(orders::QuoteState::sent);
    lapsed.quotes[0].expires_at = today;
    CHECK_FALSE(moot(Topic::quote_reminder, lapsed).empty());
  }

  TEST_CASE("C25: who has collected is not called to collect") {
    CHECK(moot(Topic::ready, order_at("repaired_ready")) == "");
    CHECK_FALSE(moot(Topic::ready, order_at("repaired_qc")).empty());
    CHECK_FALSE(moot(Topic::collection_reminder, order_at("collected")).empty());
  }

  TEST_CASE("a receipt is for completed orders, a reminder to pay for unpaid ones") {
    auto ended = order_at("collected");
    ended.ended_at = today;
    CHECK(moot(Topic::receipt, ended) == "");
    ended.cancelled = true;
    CHECK_FALSE(moot(Topic::receipt, ended).empty());
    CHECK_FALSE(moot(Topic::payment_reminder, order_at("collected")).empty());
  }

  TEST_CASE("a shop without its pages sends nobody there") {
    CHECK_FALSE(moot(Topic::message, order_at("repairing"), "", {.portal_enabled = false}).empty());
  }

  TEST_CASE("one word asks to stop, to begin again or for help, however it is written") {
    for (const auto word : {"STOP", "stop.", " Stop ", "StopAll", "unsubscribe", "Cancel", "END", "quit!"})
      CHECK_MESSAGE(keyword_of(word) == Keyword::stop, word);
    for (const auto word : {"START", "unstop", "Yes"})
      CHECK_MESSAGE(keyword_of(word) == Keyword::start, word);
    CHECK(keyword_of("help?") == Keyword::help);
    for (const auto word : {"", "...", "please stop by", "When is it ready?", "STOP IT"})
      CHECK_MESSAGE(keyword_of(word) == Keyword::none, word);
  }

  TEST_CASE("WhatsApp's template is the topic's in the language, else the language's, else an English one") {
    const std::vector<std::string> all{"en=HX1", "de=HX2", "ready.de=HX3", "ready.en=HX4"};
    const auto chosen = [&](Topic topic, const char* language) {
      return server::approved_template(all, topic, language).value_or(ApprovedTemplate{});
    };
    CHECK(chosen(Topic::ready, "de") == ApprovedTemplate{"HX3", "de"});
    CHECK(chosen(Topic::message, "de") == ApprovedTemplate{"HX2", "de"});
    CHECK(chosen(Topic::ready, "fr") == ApprovedTemplate{"HX4", "en"});
    CHECK(chosen(Topic::message, "fr") == ApprovedTemplate{"HX1", "en"});
    CHECK_FALSE(server::approved_template({"de=HX2"}, Topic::ready, "fr"));
  }
}
