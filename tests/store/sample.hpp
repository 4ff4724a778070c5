#pragma once

#include "store/open.hpp"
#include "tests/store/run.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"

#include <doctest/doctest.h>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace test {

using namespace std::chrono_literals;

inline const orders::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h};

template <class Id>
Id fresh() {
  return Id{tokens::new_uuid(now)};
}

inline store::OperationId operation() { return tokens::new_uuid(now); }

inline orders::Context context(orders::Instant when = now) {
  orders::Context context;
  context.now = when;
  context.actor = {orders::ActorKind::staff, "stf_sam"};
  context.new_id = [when] { return tokens::new_uuid(when); };
  return context;
}

inline orders::Shop shop(std::string slug) {
  orders::Shop shop;
  shop.id = fresh<orders::ShopId>();
  shop.name = "Harbour Phones";
  shop.slug = std::move(slug);
  return shop;
}

inline orders::Location location(const orders::Shop& shop, std::string slug) {
  orders::Location location;
  location.id = fresh<orders::LocationId>();
  location.shop = shop.id;
  location.slug = std::move(slug);
  location.name = "Quayside";
  return location;
}

inline orders::Order order(const orders::Location& location, std::string external_id = "",
                           std::string number = "") {
  orders::NewOrder wanted;
  wanted.location = location.id;
  wanted.external_id = std::move(external_id);
  wanted.number = std::move(number);
  wanted.customer = {"Amelie Okafor", "amelie@customer.example", "+441632960201", "en"};
  orders::Device device;
  device.kind = "Laptop";
  device.brand = "Fernweh";
  device.problem = "Does not start";
  wanted.devices = {device};
  auto made = orders::create(wanted, location.shop, context());
  REQUIRE(made);
  return *made;
}

inline store::SealedLink link(const orders::Order& order, orders::Channel channel = orders::Channel::copy,
                              orders::Instant issued_at = now) {
  store::SealedLink sealed;
  sealed.link.id = orders::LinkUid{tokens::new_uuid(issued_at)};
  tokens::random_bytes(sealed.link.key);
  sealed.link.shop = order.shop;
  sealed.link.order = order.id;
  sealed.link.channel = channel;
  sealed.link.rights = orders::default_rights(channel);
  sealed.link.issued_at = issued_at;
  sealed.sealed_code = std::string("sealed\0bytes", 12);
  return sealed;
}

// A shop with one location, in the store.
struct House {
  orders::Shop shop;
  orders::Location location;
};

inline House house(store::Store& store, const std::string& slug = "harbour") {
  House house{shop(slug), {}};
  house.location = location(house.shop, "quayside");
  REQUIRE(run(store.add_shop(house.shop)));
  REQUIRE(run(store.add_location(house.location)));
  return house;
}

inline orders::Order added(store::Store& store, const orders::Order& order,
                           const std::vector<store::SealedLink>& links = {}) {
  auto answer = run(store.add_order(order, links, operation(), store::Tell::nobody));
  REQUIRE(answer);
  return *answer;
}

inline orders::Outcome<orders::Order> change(store::Store& store, const orders::Order& order,
                                             const orders::Command& command, orders::Instant when = now) {
  return run(store.change_order(order.shop, order.id, command, context(when), operation()));
}

// A folder that goes when the test ends.
class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "claimcheck-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()));
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  store::Options options() const {
    return {.data_dir = path_ / "data",
            .keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}))};
  }
  std::filesystem::path database() const { return path_ / "data" / "claimcheck.db"; }

 private:
  std::filesystem::path path_;
};

}  // namespace test
