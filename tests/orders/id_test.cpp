#include "orders/id.hpp"

#include <doctest/doctest.h>

using orders::OrderId, orders::DeviceId, orders::parse_uuid, orders::uuid_text;

TEST_SUITE("orders/id") {
  TEST_CASE("an id reads back from its text") {
    const auto text = "ord_01890a5d-ac96-774b-bcce-b302099a8057";
    const auto id = OrderId::parse(text);
    REQUIRE(id);
    CHECK(id->text() == text);
    CHECK(id->uuid[0] == 0x01);
    CHECK(id->uuid[15] == 0x57);
    CHECK(OrderId::parse("ord_01890A5D-AC96-774B-BCCE-B302099A8057") == id);
  }

  TEST_CASE("an id of another kind is none") {
    CHECK_FALSE(DeviceId::parse("ord_01890a5d-ac96-774b-bcce-b302099a8057"));
    CHECK_FALSE(OrderId::parse("01890a5d-ac96-774b-bcce-b302099a8057"));
  }

  TEST_CASE("what is no UUID is refused") {
    for (const auto text :
         {"", "01890a5d", "01890a5dac96774bbcceb302099a8057", "01890a5d-ac96-774b-bcce-b302099a805",
          "01890a5d-ac96-774b-bcce-b302099a80570", "01890a5d-ac96-774b-bcce_b302099a8057",
          "01890a5g-ac96-774b-bcce-b302099a8057", "0-890a5d-ac96-774b-bcce-b302099a8057"})
      CHECK_MESSAGE(!parse_uuid(text), text);
    CHECK(uuid_text({}) == "00000000-0000-0000-0000-000000000000");
  }
}
