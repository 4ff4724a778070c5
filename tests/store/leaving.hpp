#pragma once

#include "tests/store/behind.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace test {

// Somebody who works there and is alerted.
inline orders::StaffMember hired(store::Store& store, const House& house, const std::string& name,
                                 bool here_alone = false) {
  store::Staff staff{.member = {.id = fresh<orders::StaffId>(),
                                .shop = house.shop.id,
                                .email = name + "@harbour.example",
                                .name = name,
                                .role = orders::Role::technician,
                                .created_at = now}};
  if (here_alone) staff.member.location = house.location.id;
  REQUIRE(run(store.add_staff(staff)));
  return staff.member;
}

// An order with a link, whose customer has heard nothing yet.
struct Open {
  House house{};
  store::SealedLink link{};
  orders::Order order{};
};
inline Open opened(store::Store& store, const std::string& slug = "harbour") {
  Open all{.house = house(store, slug)};
  all.order = order(all.house.location);
  all.link = link(all.order, orders::Channel::email);
  all.order = added(store, all.order, {all.link});
  return all;
}

// What customers were to be told, newest first: "ready email queued".
inline std::vector<std::string> told(store::Store& store, const orders::Order& order) {
  std::vector<std::string> all;
  for (const auto& one : run(store.notices(order.shop, order.id)))
    all.push_back(std::string(name(one.topic)) + ' ' + std::string(name(one.route)) + ' ' +
                  std::string(name(one.state)));
  return all;
}

// The feed of the shop, oldest first: "quote.sent 1".
inline std::vector<std::string> feed(store::Store& store, orders::ShopId shop, std::int64_t after = 0) {
  std::vector<std::string> all;
  for (const auto& one : run(store.feed(shop, {}, after, 100)))
    all.push_back(std::string(name(one.news)) + (one.detail.empty() ? "" : ' ' + one.detail));
  return all;
}

// Everything that is due, taken for sending.
inline std::vector<store::Notice> leased(store::Store& store, orders::Instant when = now, int most = 100) {
  return run(store.lease_notices(when, when + 2min, most));
}

// How many of them go to staff.
inline std::ptrdiff_t alerts(const std::vector<store::Notice>& notices) {
  return std::ranges::count_if(notices, [](const store::Notice& notice) { return notice.staff.has_value(); });
}

inline store::Notice note(const orders::Order& order, std::string key = "",
                          orders::Topic topic = orders::Topic::ready) {
  return {.id = fresh<orders::NoticeId>(),
          .shop = order.shop,
          .order = order.id,
          .topic = topic,
          .key = std::move(key),
          .created_at = now,
          .due_at = now};
}

using Lines = std::vector<std::string>;

}  // namespace test
