#pragma once

#include "tests/store/sample.hpp"

namespace test {

using Numbers = std::vector<std::string>;

inline Numbers numbers(const std::vector<orders::OrderCard>& cards) {
  Numbers all;
  for (const auto& card : cards) all.push_back(card.number);
  return all;
}

inline Numbers listed(store::Store& store, const store::OrderFilter& filter, const std::string& cursor = "") {
  return numbers(run(store.list_orders(filter, cursor, 100)).items);
}

inline Numbers found_by(store::Store& store, orders::ShopId shop, const std::string& typed) {
  return listed(store, {.shop = shop, .text = typed});
}

inline orders::Order named(orders::Order order, std::string name, std::string phone) {
  order.customer = {std::move(name), "", std::move(phone), ""};
  return order;
}

}  // namespace test
