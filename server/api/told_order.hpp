#pragma once

#include "server/api/call.hpp"

#include <vector>

namespace server {

// Renders orders of one shop for the API, each with its links, who looked at them, and the messages about it.
// What all of them share is asked for once.
class OrderTeller {
 public:
  static Task<OrderTeller> open(const Call& call);
  Task<boost::json::object> tell(const orders::Order& order) const;

 private:
  OrderTeller(const Call& call, orders::Shop shop, std::vector<orders::Location> locations)
      : call_{call}, shop_{std::move(shop)}, locations_{std::move(locations)} {}

  const Call& call_;
  orders::Shop shop_;
  std::vector<orders::Location> locations_;
};

// How long links of the caller's shop live.
Task<orders::LinkPolicy> link_policy(const Call& call);

}  // namespace server
