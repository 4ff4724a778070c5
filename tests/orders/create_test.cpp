#include "sample.hpp"

#include <doctest/doctest.h>

using namespace sample;
using namespace orders;

namespace {

std::string fault(const NewOrder& wanted) {
  const auto created = create(wanted, {}, at(now));
  return created ? "" : created.error().field;
}

NewOrder with(Device device) { return {.devices = {std::move(device)}}; }
NewOrder by(Customer customer) { return {.customer = std::move(customer), .devices = {device()}}; }

}  // namespace

TEST_SUITE("orders/create") {
  TEST_CASE("an order begins waiting for its device") {
    const ShopId shop{at(now).new_id()};
    const auto order =
        *create({.number = "R-7", .customer = {.name = "Ann"}, .devices = {device()}, .note = "Fragile"},
                shop, at(now));
    CHECK(order.shop == shop);
    CHECK(order.version == 1);
    CHECK(order.created_at == now);
    CHECK(order.devices[0].status == "awaiting_device");
    CHECK(order.devices[0].public_status == "awaiting_device");
    CHECK(order.devices[0].id != DeviceId{});
    CHECK(stage(order, StatusTable::standard()) == Stage::created);
    REQUIRE(order.events.size() == 2);
    CHECK(order.events[0].kind == EventKind::order_created);
    CHECK(order.events[1].note == "Fragile");
    CHECK_FALSE(order.events[1].visible);
  }

  TEST_CASE("an imported order stands where it stood, when it did") {
    const auto then = now - days{900};
    NewOrder wanted{.external_id = "x-1", .devices = {device("collected")}, .created_at = then};
    const auto collected = *create(wanted, {}, at(now));
    CHECK(collected.created_at == then);
    CHECK(collected.updated_at == now);
    CHECK(collected.ended_at == then);
    CHECK(collected.events.back().kind == EventKind::order_completed);
    CHECK(collected.events.back().at == then);
    CHECK(stage(collected, StatusTable::standard()) == Stage::collected);

    wanted.devices = {device()};
    wanted.cancelled = true;
    const auto cancelled = *create(wanted, {}, at(now));
    CHECK(cancelled.ended_at == then);
    CHECK(stage(cancelled, StatusTable::standard()) == Stage::cancelled);
    CHECK(cancelled.events.back().status == "cancelled");
  }

  TEST_CASE("an order with a fault is refused by the name of the field") {
    const std::string name(201, 'x'), longest_name(200, 'x'), note(4001, 'x'), longest_note(4000, 'x');
    CHECK(fault({}) == "devices");
    CHECK(fault(with({})) == "devices[0].kind");
    CHECK(fault({.devices = {device(), {}}}) == "devices[1].kind");
    CHECK(fault(with({.kind = name})) == "devices[0].kind");
    CHECK(fault(with({.kind = longest_name, .problem = longest_note})) == "");
    CHECK(fault(with({.kind = "Phone", .brand = name})) == "devices[0].brand");
    CHECK(fault(with({.kind = "Phone", .model = "\xff"})) == "devices[0].model");
    CHECK(fault(with({.kind = "Phone", .serial = std::string("a\0b", 3)})) == "devices[0].serial");
    CHECK(fault(with({.kind = "Phone", .problem = note})) == "devices[0].problem");
    CHECK(fault(with({.kind = "Phone", .problem = "two\nlines"})) == "");
    CHECK(fault({.number = "R-1\nX", .devices = {device()}}) == "number");  // it is printed on one line
    CHECK(fault(by({.name = "Ann\tLee"})) == "customer.name");
    CHECK(fault(with(device("broken"))) == "devices[0].status");
    CHECK(fault(by({.name = name})) == "customer.name");
    CHECK(fault(by({.email = "ann"})) == "customer.email");
    CHECK(fault(by({.phone = "01632 960123"})) == "customer.phone");
    CHECK(fault(by({.name = "Ann", .email = "ann@mail.example", .phone = "+441632960123"})) == "");
    CHECK(fault({.number = name, .devices = {device()}}) == "number");
    CHECK(fault({.external_id = name, .devices = {device()}}) == "external_id");
    CHECK(fault({.devices = {device()}, .note = note}) == "note");
    CHECK(fault({.devices = std::vector(101, device())}) == "devices");
  }
}
