#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

TEST_SUITE("orders/command_edit") {
  TEST_CASE("what was written down wrong is corrected in one step, with the promise") {
    const auto before = sample::order("");
    auto device = before.devices[0];
    device.serial = "SN-77";
    const auto customer = Customer{.name = "Ada Quill", .phone = "+441632960201"};
    const EditOrder wanted{
        .customer = customer, .devices = {device}, .promise = SetPromise{now + days{2}, "A part is late"}};
    const auto after = done(before, wanted);
    CHECK(after.customer == customer);
    CHECK(after.devices[0].serial == "SN-77");
    CHECK(after.promised_at == now + days{2});
    CHECK(after.version == before.version + 1);
    CHECK(after.events.size() == before.events.size() + 2);
    CHECK(done(after, wanted) == after);
  }

  TEST_CASE("a promise that is refused leaves the rest as it was") {
    const EditOrder wanted{.external_id = "POS-1", .promise = SetPromise{now, "\x7f"}};
    const auto after = apply(sample::order(""), wanted, at(now));
    REQUIRE_FALSE(after);
    CHECK(after.error().field == "reason");
  }

  TEST_CASE("an order takes no more than a hundred devices, one by one or at once") {
    auto order = sample::order("");
    const EditOrder at_once{.devices = std::vector<Device>(101, order.devices[0])};
    CHECK_FALSE(apply(order, at_once, at(now)));
    const EditOrder one_more{.devices = {Device{.kind = "Charger"}}};
    while (order.devices.size() < 100) order = done(order, one_more);
    const auto refused = apply(order, one_more, at(now));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().field == "devices");
  }

  TEST_CASE("a change that was wanted of another version is refused, and changes nothing") {
    const auto order = sample::order("");
    auto context = at(now);
    context.if_version = order.version + 1;
    const auto refused = apply(order, AddNote{"Late"}, context);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == Reason::conflict);
    CHECK(refused.error().field == "version");
    context.if_version = order.version;
    CHECK(apply(order, AddNote{"Late"}, context));
  }
}
