#pragma once

#include "bench/growth_orders.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

// A store of so many orders, kept in a folder to be measured again and again: <folder>/data, <folder>/keys.
struct Grown {
  std::filesystem::path folder = {};
  std::size_t orders = 0;
  Lived lived = Lived::whole;
  std::vector<std::string> links = {};  // "/t/…" of open orders from first to last, 20,000 at most

  std::filesystem::path data() const { return folder / "data"; }
  std::filesystem::path keys() const { return folder / "keys"; }
  std::filesystem::path database() const { return data() / "claimcheck.db"; }
};

// Below CLAIMCHECK_BENCH_DIR, else below a folder of the system's temporary ones; made when it is not there
// yet or half made by a run that was ended, and then verified if it is small. Says on standard output how
// fast that went.
Grown grown(std::size_t orders, Lived lived);

}  // namespace bench
