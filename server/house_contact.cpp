#include "server/house_contact.hpp"

#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

// The location that was made with the shop, else the first with a telephone.
orders::Location& main_location(const orders::Shop& shop, std::vector<orders::Location>& locations) {
  const auto own = std::ranges::find(locations, shop.slug, &orders::Location::slug);
  if (own != locations.end()) return *own;
  const auto has_phone = [](const orders::Location& location) { return !location.contact.phone.empty(); };
  const auto reachable = std::ranges::find_if(locations, has_phone);
  return reachable != locations.end() ? *reachable : locations.front();
}

}  // namespace

Task<void> HouseContact::refresh(store::Store& store) {
  std::shared_ptr<const Known> next;
  auto shops = co_await store.shops();
  if (shops.size() == 1) {
    auto locations = co_await store.locations(shops.front().id);
    if (!locations.empty()) {
      auto& location = main_location(shops.front(), locations);
      auto zone = views::load_zone(location.zone).value_or(orders::Zone{});
      next = std::make_shared<Known>(std::move(shops.front()), std::move(location), std::move(zone));
    }
  }
  known_.set(std::move(next));
}

}  // namespace server
