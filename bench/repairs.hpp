#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

// What an order is looked for by.
struct Repair {
  std::string number = {}, stage = {}, name = {}, first_name = {}, brand = {}, serial = {}, phone = {};
  bool open() const { return stage != "collected" && stage != "cancelled"; }
};

struct Repairs {
  std::vector<Repair> all = {};
  std::string source = {};  // said in one line
};

// Writes a shop's repairs to `file` for `import --format jsonl`: those of the Open Repair Data export that
// CLAIMCHECK_ORDS_CSV names, else 20,190 made of the excerpt in tests/fixtures. Such data knows no customers
// and serial numbers and nothing that is ready: these are invented, the same with each run.
Repairs write_repairs(const std::filesystem::path& file);

}  // namespace bench
