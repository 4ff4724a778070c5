#include "orders/shop.hpp"

#include <doctest/doctest.h>

using namespace orders;

TEST_SUITE("orders/shop") {
  TEST_CASE("a location shows its own branding and its shop's where it has none") {
    Shop shop{.branding = {.colour = "#112233", .logo = Logo{.sha256 = "aa"}, .message = "Closed in August"}};
    Location location{.branding = {.colour = "#445566"}};
    const auto branding = effective_branding(shop, location);
    CHECK(branding.colour == "#445566");
    CHECK(branding.logo->sha256 == "aa");
    CHECK(branding.message == "Closed in August");
  }

  TEST_CASE("a slug is made of a name") {
    const std::pair<const char*, const char*> named[] = {{"Harbour Phones", "harbour-phones"},
                                                         {"  Tom's  Café & Größe ", "toms-cafe-grose"},
                                                         {"R2-D2", "r2-d2"},
                                                         {"--a--b--", "a-b"},
                                                         {"日本 1", "1"},
                                                         {"Æsop", "asop"}};
    for (const auto& [text, slug] : named) {
      CHECK(slugify(text) == slug);
      CHECK(is_slug(slug));
    }
    CHECK_FALSE(slugify("日本"));
    CHECK_FALSE(slugify(""));
    CHECK_FALSE(slugify(" - "));
    CHECK(slugify(std::string(100, 'a'))->size() == 63);
    CHECK(is_slug(*slugify(std::string(62, 'a') + " b")));
  }

  TEST_CASE("what is no slug is refused") {
    for (const auto text : {"", "-a", "a-", "a--b", "A", "a b", "a_b", "ä"})
      CHECK_MESSAGE(!is_slug(text), text);
    CHECK(is_slug("a"));
    CHECK_FALSE(is_slug(std::string(64, 'a')));
  }

  TEST_CASE("contact details are checked by their shape") {
    CHECK(is_colour("#0a1b2c"));
    for (const auto text : {"", "#0a1b2", "#0A1B2C", "0a1b2c7", "#0a1b2g", "red", "#0a1b2c;"})
      CHECK_FALSE(is_colour(text));
    CHECK(is_e164("+441632960123"));
    for (const auto text :
         {"", "441632960123", "+0441632", "+44163", "+4416329601234567", "+44 1632", "+44x16329"})
      CHECK_MESSAGE(!is_e164(text), text);
    CHECK(is_email("ann@mail.example"));
    CHECK(is_email("ann+x@a.b.example"));
    for (const auto text : {"", "ann", "@mail.example", "ann@mail", "ann@.example", "ann@mail.",
                            "a@b@c.example", "ann example@mail.example", "ann@mail.example\nBcc: x"})
      CHECK_MESSAGE(!is_email(text), text);
    CHECK(is_https_url("https://harbour.example/a?b=c#d"));
    for (const auto text :
         {"", "http://harbour.example", "https://", "https:///x", "https://a b.example", "https://:1",
          "javascript:alert(1)", "https://a.example\"", "https://bank.example@evil.example"})
      CHECK_MESSAGE(!is_https_url(text), text);
  }
}
