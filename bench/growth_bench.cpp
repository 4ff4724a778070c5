// How the costs of a page, a write, a search and a start grow with the number of orders, of which each has
// the same rows: 1,000 to 1,000,000 in stores made for it (to 100,000 with --quick), see growth_store.hpp for
// where they are kept. --imported takes orders as an import makes them, a third as large: of those,
// 10,000,000 find room on a disk (--long). The service runs on one core, who asks on the other; CPU time
// stands beside what was waited, since other programs may run here too. Promised: a cold page's CPU grows no
// more than 1.5 times from the first to the last, and 1,000,000 orders are served within a second of the
// start.
//
//   growth_bench [--imported] [--quick | --long] [ORDERS…]

#include "bench/growth_pages.hpp"
#include "bench/growth_store.hpp"
#include "bench/growth_work.hpp"
#include "bench/measure.hpp"

#include <cmath>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>

namespace {

using Figures = std::map<std::string, std::map<std::size_t, double>>;  // by measure, then by orders

// By what factor each grows when there are ten times as many orders.
void tell_growth(const Figures& figures) {
  for (const auto& [measure, by_orders] : figures) {
    const auto& [least, at_least] = *by_orders.begin();
    const auto& [most, at_most] = *by_orders.rbegin();
    if (least == most || at_least <= 0) continue;
    const auto decades = std::log10(static_cast<double>(most) / static_cast<double>(least));
    bench::tell(measure + ".per_decade", std::pow(at_most / at_least, 1 / decades), "x");
    if (measure == "growth.cold_page_cpu_us") bench::tell(measure + ".whole", at_most / at_least, "x");
  }
}

void measure(const std::vector<std::size_t>& sizes, bench::Lived lived) {
  Figures figures;
  std::vector<bench::Grown> all;
  for (const auto orders : sizes) all.push_back(bench::grown(orders, lived));
  for (const char* ours : {"CLAIMCHECK_BENCH_DIR", "CLAIMCHECK_ORDS_CSV"})
    ::unsetenv(ours);  // no settings of it
  for (const auto& at : all) {
    const auto orders = at.orders;
    const auto note = [&](std::string_view name, double value, std::string_view unit) {
      const auto measure = "growth." + std::string(name);
      bench::tell(measure, value, unit, orders);
      figures[measure][orders] = value;
    };
    bench::measure_work(at, note);
    bench::measure_pages(at, note);
  }
  tell_growth(figures);
}

}  // namespace

int main(int count, char** words) try {
  std::vector<std::size_t> sizes;
  std::string_view how;
  auto lived = bench::Lived::whole;
  for (int i = 1; i < count; ++i)
    if (words[i] == std::string_view{"--imported"})
      lived = bench::Lived::imported;
    else if (words[i][0] == '-')
      how = words[i];
    else
      sizes.push_back(std::strtoul(words[i], nullptr, 10));
  if (sizes.empty()) {
    sizes = {1'000, 10'000, 100'000};
    if (how != "--quick") sizes.push_back(1'000'000);
    if (how == "--long") sizes.push_back(10'000'000);
  }
  measure(sizes, lived);
} catch (const std::exception& error) {
  fmt::print(stderr, "growth_bench: {}\n", error.what());
  return 1;
}
