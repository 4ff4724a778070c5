// How many customers can approve their quotes in a second, each answer given only when it is on the disk: 64
// of them ask the built binary over HTTP, and beside it a bare program writes the very same rows with SQLite
// (one thread that writes, 64 that wait for it, all that wait in one commit): into the same schema, and into
// tables without its indexes. In turn, the service and the bare writer on one core, who asks on the other.
// Promised: 0.6 of the bare program whose rows can be found in the same ways.
//
//   approve_bench [ROUNDS [ACTS]]

#include "bench/approve_clients.hpp"
#include "bench/bare_sqlite.hpp"
#include "bench/measure.hpp"

#include <cstdlib>
#include <exception>
#include <map>

#include <fcntl.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace harness;
using bench::tell, bench::tell_rounds;

constexpr std::size_t clients = 64;

// What it costs to bring 4 KiB to the disk here.
double fsync_us(const fs::path& folder) {
  const int file = ::open((folder / "fsync").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  std::vector<double> took;
  std::string page(4096, 'x');
  for (int i = 0; i < 100; ++i) {
    page[0] = static_cast<char>('a' + i % 26);
    if (::pwrite(file, page.data(), page.size(), (i % 16) * 4096) < 0)
      throw std::runtime_error("cannot write");
    const auto begun = bench::Clock::now();
    ::fdatasync(file);
    took.push_back(bench::us_since(begun));
  }
  ::close(file);
  return bench::median(took);
}

fs::path copy_of(const fs::path& database, const fs::path& to) {
  fs::remove(to);
  SQLite::Database{database.string(), SQLite::OPEN_READONLY}.exec("VACUUM INTO '" + to.string() + "'");
  return to;
}

// Staff want no letters: making them is not what is measured.
void without_alerts(const fs::path& database) {
  SQLite::Database{database.string(), SQLite::OPEN_READWRITE}.exec("UPDATE staff SET alerts = 0");
}

struct Measured {
  std::vector<double> service = {}, plain = {}, indexed = {}, of_plain = {}, of_indexed = {}, groups = {};
  std::vector<double> of_plain_cpu = {}, of_indexed_cpu = {};
  std::vector<double> service_cpu = {}, plain_cpu = {}, indexed_cpu = {}, service_waits = {},
                      plain_waits = {};
};

void tell_rows(const bench::Written& written, std::size_t acts) {
  std::map<std::string, std::size_t> of_table;
  for (const auto& row : written.rows) ++of_table[written.tables[row.table]];
  for (const auto& [table, rows] : of_table)
    tell("approve.rows." + table, static_cast<double>(rows) / static_cast<double>(acts), "rows/act");
  tell("approve.rows", static_cast<double>(written.rows.size()) / static_cast<double>(acts), "rows/act");
  tell("approve.bytes", static_cast<double>(written.bytes) / static_cast<double>(acts), "bytes/act");
}

void append(std::vector<double>& all, const std::vector<double>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void measure(int rounds, std::size_t acts) {
  const RepairShop shop;
  const auto database = shop.folder() / "data" / "claimcheck.db";
  without_alerts(database);
  tell("approve.fsync_us", fsync_us(shop.folder().path()), "us");

  bench::pin(0);
  const Service service{shop.folder(), at_once()};
  bench::pin(1);
  bench::Approvers customers{service, shop.api_key(), clients};

  // The rows of one round, which is not counted, are those that the bare program writes in each of its own.
  auto posts = customers.prepare(acts);
  const auto before = copy_of(database, shop.folder() / "before.db");
  customers.approve(posts);
  const auto written = bench::written_between(before, copy_of(database, shop.folder() / "after.db"));
  tell_rows(written, acts);
  const auto shares = written.shared_out(acts);
  const auto bare = [&](bench::Shape shape) {
    const auto file = shop.folder() / "bare.db";
    fs::copy_file(before, file, fs::copy_options::overwrite_existing);
    auto done = bench::write_bare(file, written.tables, shares, clients, shape);
    fs::remove(file), fs::remove(file.string() + "-wal"), fs::remove(file.string() + "-shm");
    return done;
  };

  Measured all;
  for (int round = 0; round < rounds; ++round) {
    posts = customers.prepare(acts);
    const auto ours = customers.approve(posts);
    const auto plain = bare({.indexed = false});
    const auto indexed = bare({.indexed = true});
    all.service.push_back(ours.per_second), all.service_cpu.push_back(ours.cpu_us);
    all.plain.push_back(plain.per_second), all.plain_cpu.push_back(plain.cpu_us);
    all.indexed.push_back(indexed.per_second), all.indexed_cpu.push_back(indexed.cpu_us);
    all.of_plain.push_back(ours.per_second / plain.per_second);
    all.of_indexed.push_back(ours.per_second / indexed.per_second);
    all.of_plain_cpu.push_back(plain.cpu_us / ours.cpu_us);
    all.of_indexed_cpu.push_back(indexed.cpu_us / ours.cpu_us);
    all.groups.push_back(plain.group);
    append(all.service_waits, ours.waited_us), append(all.plain_waits, plain.waited_us);
  }
  tell_rounds("approve.service_per_second", all.service, "1/s");
  tell_rounds("approve.plain_per_second", all.plain, "1/s");
  tell_rounds("approve.indexed_per_second", all.indexed, "1/s");
  tell_rounds("approve.service_cpu_us", all.service_cpu, "us");
  tell_rounds("approve.plain_cpu_us", all.plain_cpu, "us");
  tell_rounds("approve.indexed_cpu_us", all.indexed_cpu, "us");
  tell("approve.service_p50_ms", bench::median(all.service_waits) / 1e3, "ms");
  tell("approve.service_p99_ms", bench::quantile(all.service_waits, 0.99) / 1e3, "ms");
  tell("approve.plain_p50_ms", bench::median(all.plain_waits) / 1e3, "ms");
  tell("approve.plain_p99_ms", bench::quantile(all.plain_waits, 0.99) / 1e3, "ms");
  tell_rounds("approve.plain_group", all.groups, "acts/commit");
  // By computing time alone: what is left of the ratio where other programs take turns on these cores.
  tell_rounds("approve.cpu_ratio_to_indexed", all.of_indexed_cpu, "x");
  tell_rounds("approve.cpu_ratio", all.of_plain_cpu, "x");
  tell_rounds("approve.ratio_to_indexed", all.of_indexed, "x");
  tell_rounds("approve.ratio", all.of_plain, "x");
}

}  // namespace

int main(int count, char** words) try {
  measure(count > 1 ? std::atoi(words[1]) : 10, count > 2 ? std::strtoul(words[2], nullptr, 10) : 1024);
} catch (const std::exception& error) {
  fmt::print(stderr, "approve_bench: {}\n", error.what());
  return 1;
}
