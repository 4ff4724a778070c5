#include "tests/blackbox/till.hpp"

#include <doctest/doctest.h>

using namespace harness;

namespace {

const auto order = "orders/" + open_order;

}  // namespace

TEST_SUITE_BEGIN("blackbox/api_papers");

TEST_CASE("a text to sign is versioned by its hash, and the same text again is no version") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto add = [&](std::string_view body) {
    return till.post(order + "/documents", R"({"purpose": "terms", "title": "Repair terms", "body": ")" +
                                               std::string(body) + "\"}");
  };
  const auto first = add("Save your data *first*.");
  REQUIRE_MESSAGE(first.status == 200, first.raw.body);
  CHECK(first.number("/version") == 1);
  CHECK(add("Save your data *first*.").body == first.body);
  const auto second = add("Save your data first, and twice.");
  CHECK(second.number("/version") == 2);
  CHECK(second.text("/id") != first.text("/id"));
  const auto seen = facts(service, shop.link(open_order));
  CHECK(seen.text("/documents/1/id") == second.text("/id"));
  CHECK(seen.at("/documents/1/signed") == false);
  CHECK(get(service.port(), shop.link(open_order) + "/documents/" + second.text("/id")).status == 200);
}

TEST_CASE("raw HTML in a text to sign is refused, an address in angle brackets is not") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto add = [&](const char* body) {
    return till.post(order + "/documents",
                     R"({"purpose": "terms", "title": "Terms", "body": ")" + std::string(body) + "\"}");
  };
  for (const auto* html :
       {"<b>bold</b>", "a <br> b", "<script>x</script>", "<!-- hidden -->", "<div>\\n\\nx\\n\\n</div>"}) {
    const auto refused = add(html);
    CHECK_MESSAGE(refused.status == 422, html);
    CHECK_MESSAGE(refused.field() == "body", refused.raw.body);
  }
  CHECK(add("See <https://harbour.example/terms>, 3 < 4, and `<b>`.").status == 200);
  const auto unknown = till.post(order + "/documents", R"({"purpose": "fun", "title": "T", "body": "x"})");
  CHECK(unknown.field() == "purpose");
}

TEST_CASE("shop and customer write into one thread, with files") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto kept = till.upload(order + "/attachments", "..\\notes.txt", "a plain text");
  REQUIRE_MESSAGE(kept.status == 200, kept.raw.body);
  CHECK(kept.text("/data/0/name") == "notes.txt");
  CHECK(kept.text("/data/0/media_type") == "text/plain");
  const auto file = kept.text("/data/0/id");
  const auto sent = till.post(order + "/messages", R"({"text": "It is the fan.", "name": "Sam at the bench",
                                                       "attachments": [")" +
                                                       file + "\"]}");
  REQUIRE_MESSAGE(sent.status == 200, sent.raw.body);
  CHECK(sent.text("/from") == "shop");

  const auto thread = till.get(order + "/messages");
  CHECK(thread.at("/data").as_array().size() == 1);
  CHECK(thread.at("/data/0") == sent.body);
  CHECK(till.get(order).number("/message_count") == 1);
  const auto seen = facts(service, shop.link(open_order));
  CHECK(seen.text("/messages/0/text") == "It is the fan.");
  CHECK(seen.raw.body.find("key_") == std::string::npos);  // not who of the staff

  const auto back = till.get(order + "/attachments/" + file);
  CHECK(back.status == 200);
  CHECK(back.raw.body == "a plain text");
  CHECK(back.raw.field("content-disposition").starts_with("attachment"));
}

TEST_CASE("a message that says nothing, or names a file that is not there, is refused") {
  const RepairShop shop;
  const Service service{shop.folder()};
  const Till till{service, shop.api_key()};
  const auto messages = order + "/messages";
  CHECK(till.post(messages, "{}").field() == "text");
  CHECK(till.post(messages, R"({"text": "a\u0007b"})").field() == "text");
  CHECK(till.post(messages, R"({"attachments": ["att_01890a5d-ac96-774b-bcce-b302099a8057"]})").field() ==
        "attachments[0]");
  CHECK(till.post(messages, R"({"text": "x", "attachments": [7]})").field() == "attachments[0]");
  CHECK(till.post(order + "/attachments", "{}").field() == "file");
  const auto cut_off =
      std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0", 29) + "broken";
  CHECK(till.upload(order + "/attachments", "photo.png", cut_off).field() == "file");
  CHECK(till.get(order + "/attachments/att_0").status == 404);
  CHECK(till.get(messages).at("/data").as_array().empty());
}

TEST_SUITE_END();
