#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

// The same rows as the service wrote, written by nothing but SQLite: what a durable act costs at the least.
namespace bench {

using Value = std::variant<std::monostate, std::int64_t, std::string, std::vector<std::uint8_t>>;

struct Row {
  std::size_t table = 0;
  std::vector<Value> values = {};
};

// What one database holds that an earlier copy of it does not: new rows and changed ones, whole.
struct Written {
  std::vector<std::string> tables = {};
  std::vector<Row> rows = {};
  std::size_t bytes = 0;  // of all values

  // In as many parts as there were acts: each has its share of the rows of every table.
  std::vector<std::vector<Row>> shared_out(std::size_t acts) const;
};
Written written_between(const std::filesystem::path& before, const std::filesystem::path& after);

struct Shape {
  bool indexed = false;  // with the indexes of the store's schema; else tables with their primary keys alone
};

struct Bare {
  double per_second = 0;
  double cpu_us = 0;  // for one act
  double group = 0;   // acts in a transaction, on average
  std::vector<double> waited_us = {};
};
// `acts` are handed in by `clients` threads on core `clients_on`, each waiting until its act is on the disk,
// and written by one thread on core `writer_on`, all those that wait in one transaction. `file` is a copy of
// the database before them; it is changed.
Bare write_bare(const std::filesystem::path& file, const std::vector<std::string>& tables,
                const std::vector<std::vector<Row>>& acts, std::size_t clients, Shape shape);

}  // namespace bench
