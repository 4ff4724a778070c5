#include "outbox/whatsapp_cloud.hpp"
#include "outbox/json.hpp"

#include <doctest/doctest.h>

#include <string>

using Result = outbox::Sent::Result;

namespace {

outbox::Sent read(int status, std::string body) {
  return outbox::read_whatsapp_cloud({.status = status, .body = std::move(body)});
}

}  // namespace

TEST_SUITE("outbox/whatsapp_cloud") {
  TEST_CASE("C10: a message by Meta's API names template and language, and its button ends in the code") {
    const auto call = outbox::whatsapp_cloud_call({.phone_number_id = "10001", .access_token = "hidden"},
                                                  {.to = "+441632960201",
                                                   .name = "order_news",
                                                   .language = "de",
                                                   .shop = "Harbour & Söhne",
                                                   .order = "R-1042",
                                                   .news = "abholbereit",
                                                   .code = "0abc"});
    CHECK(call.url == "https://graph.facebook.com/v21.0/10001/messages");
    CHECK(call.headers[0] == std::pair<std::string, std::string>{"Authorization", "Bearer hidden"});
    const auto body = outbox::parse_object(call.body);
    REQUIRE(body);
    const auto at = [&](const char* place) { return outbox::text_at(*body, place); };
    CHECK(at("/messaging_product") == "whatsapp");
    CHECK(at("/to") == "441632960201");
    CHECK(at("/template/name") == "order_news");
    CHECK(at("/template/language/code") == "de");
    CHECK(at("/template/components/0/parameters/0/text") == "Harbour & Söhne");
    CHECK(at("/template/components/0/parameters/2/text") == "abholbereit");
    CHECK(at("/template/components/1/sub_type") == "url");
    CHECK(at("/template/components/1/parameters/0/text") == "0abc");
  }

  TEST_CASE("what Meta never takes, what it takes later and what it took are told apart") {
    const auto sent = read(200, R"({"messages":[{"id":"wamid.1"}]})");
    CHECK(sent.result == Result::sent);
    CHECK(sent.id == "wamid.1");
    CHECK(read(400, R"({"error":{"code":131026}})").result == Result::refused);
    CHECK(read(400, R"({"error":{"code":131026}})").fault == "WhatsApp 131026");
    CHECK(read(400, R"({"error":{"code":130429}})").result == Result::later);
    CHECK(read(401, R"({"error":{"code":190}})").result == Result::later);
    CHECK(read(500, "").result == Result::later);
    CHECK(read(0, "").result == Result::later);
  }
}
