#pragma once

#include "orders/order.hpp"
#include "orders/zone.hpp"

#include <string>
#include <vector>

namespace orders {

// What came in and went back by one way of paying on one day of the shop's calendar.
struct Taking {
  Date day{};
  std::string method = {};
  Currency currency{};
  std::int64_t taken = 0;     // minor units
  std::int64_t returned = 0;  // refunds and disputes, less what of them came back
  friend bool operator==(const Taking&, const Taking&) = default;
};

// By day, method and currency.
std::vector<Taking> takings(const std::vector<Payment>& payments, const Zone& zone);

}  // namespace orders
