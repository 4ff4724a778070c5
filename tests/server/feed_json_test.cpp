#include "server/json/feed_json.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

namespace json = boost::json;
using namespace orders;
using server::delivery_json;
using server::webhook_body;
using server::webhook_message_id;

namespace {

constexpr Uuid uuid{1};
const Instant at{std::chrono::milliseconds{1'700'000'000'123}};

WebhookDelivery delivery(News news, std::optional<Uuid> subject = uuid) {
  return {.id = {uuid},
          .endpoint = {uuid},
          .entry = FeedEntry{.seq = 7,
                             .id = {uuid},
                             .order = {uuid},
                             .number = "R-1042",
                             .news = news,
                             .detail = "1",
                             .subject = subject,
                             .by = ActorKind::customer,
                             .version = 3,
                             .at = at},
          .attempts = 1,
          .created_at = at,
          .due_at = at};
}

json::value body(const WebhookDelivery& of) { return json::parse(webhook_body(of, "harbour")); }

}  // namespace

TEST_SUITE("server/feed_json") {
  TEST_CASE("a happening is told with ids of its own kind") {
    const auto text = uuid_text(uuid);
    const std::pair<News, std::string> cases[]{{News::quote_approved, "qt_" + text},
                                               {News::document_signed, "sig_" + text},
                                               {News::payment_recorded, "pay_" + text},
                                               {News::message_received, "msg_" + text},
                                               {News::link_revoked, "lnk_" + text}};
    for (const auto& [news, subject] : cases) {
      const auto told = body(delivery(news));
      CHECK(told.at("type").as_string() == std::string(name(news)));
      CHECK(told.at("timestamp").as_string() == "2023-11-14T22:13:20.123Z");
      CHECK(told.at_pointer("/data/subject").as_string() == subject);
      CHECK(told.at_pointer("/data/location").as_string() == "harbour");
    }
    CHECK(body(delivery(News::quote_sent, std::nullopt)).at_pointer("/data/subject").is_null());
    CHECK(body(delivery(News::order_created)).at_pointer("/data/subject").is_null());
  }

  TEST_CASE("a redelivery keeps the id of what it tells, a test has its own") {
    auto one = delivery(News::quote_sent), again = one;
    again.id = {Uuid{2}};
    CHECK(webhook_message_id(one) == webhook_message_id(again));
    auto test = one;
    test.entry.reset();
    CHECK(webhook_message_id(test) == test.id.text());
    CHECK(body(test).at("type").as_string() == "webhook.test");
  }

  TEST_CASE("what is delivered waits for nothing") {
    auto done = delivery(News::quote_sent);
    CHECK_FALSE(delivery_json(done).at("next_at").is_null());
    done.state = DeliveryState::delivered;
    CHECK(delivery_json(done).at("next_at").is_null());
  }
}
