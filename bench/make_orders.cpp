// Makes a store of so many orders below CLAIMCHECK_BENCH_DIR, if it is not there yet (growth_store.hpp).
//
//   make_orders ORDERS

#include "bench/growth_store.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>

int main(int count, char** words) try {
  const auto orders = count > 1 ? std::strtoul(words[1], nullptr, 10) : 0;
  if (orders == 0) throw std::runtime_error("usage: make_orders ORDERS");
  bench::grown(orders, bench::Lived::whole);
} catch (const std::exception& error) {
  fmt::print(stderr, "make_orders: {}\n", error.what());
  return 1;
}
