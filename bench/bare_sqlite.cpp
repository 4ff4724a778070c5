#include "bench/bare_sqlite.hpp"

#include "bench/measure.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <semaphore>
#include <thread>

namespace bench {

namespace {

const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // as the store has it

Value value_of(const SQLite::Column& column) {
  if (column.isNull()) return {};
  if (column.isInteger()) return column.getInt64();
  if (column.isText()) return column.getString();
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  return std::vector<std::uint8_t>{bytes, bytes + column.getBytes()};
}

std::size_t size_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->size();
  if (const auto* blob = std::get_if<std::vector<std::uint8_t>>(&value)) return blob->size();
  return value.index() == 1 ? 8 : 0;
}

void bind(SQLite::Statement& statement, int at, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return statement.bind(at, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return statement.bindNoCopy(at, *text);
  if (const auto* blob = std::get_if<std::vector<std::uint8_t>>(&value))
    return statement.bindNoCopy(at, blob->data(), static_cast<int>(blob->size()));
  statement.bind(at);
}

std::vector<std::string> names(SQLite::Database& database, const char* query) {
  std::vector<std::string> all;
  for (SQLite::Statement rows{database, query}; rows.executeStep();) all.push_back(rows.getColumn(0));
  return all;
}

// One connection that writes: the pragmas of the store, and nothing that answers to a row but its indexes.
class Writer {
 public:
  Writer(const std::filesystem::path& file, const std::vector<std::string>& tables, Shape shape)
      : database_{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX} {
    database_.exec(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
        "PRAGMA cache_size = -16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864");
    for (const auto& name : names(database_, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
      database_.exec("DROP TRIGGER \"" + name + '"');
    if (!shape.indexed)
      for (const auto& name :
           names(database_, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
        database_.exec("DROP INDEX \"" + name + '"');
    for (const auto& table : tables) {
      const auto columns = names(database_, ("SELECT name FROM pragma_table_info('" + table + "')").c_str());
      std::string places;
      for (std::size_t i = 0; i < columns.size(); ++i) places += i ? ",?" : "?";
      statements_.emplace_back(database_, fmt::format("REPLACE INTO \"{}\" VALUES ({})", table, places));
    }
  }
  void exec(const char* sql) { database_.exec(sql); }
  void put(const Row& row) {
    auto& statement = statements_[row.table];
    for (int at = 1; const auto& value : row.values) bind(statement, at++, value);
    statement.exec();
    statement.reset();
  }

 private:
  SQLite::Database database_;
  std::deque<SQLite::Statement> statements_;
};

struct Waiting {
  const std::vector<Row>* act = nullptr;
  std::binary_semaphore* durable = nullptr;
};

}  // namespace

std::vector<std::vector<Row>> Written::shared_out(std::size_t acts) const {
  std::vector<std::vector<Row>> all(acts);
  std::vector<std::size_t> of_table(tables.size()), given(tables.size());
  for (const auto& row : rows) ++of_table[row.table];
  for (const auto& row : rows) all[given[row.table]++ * acts / of_table[row.table]].push_back(row);
  return all;
}

Written written_between(const std::filesystem::path& before, const std::filesystem::path& after) {
  SQLite::Database database{after.string(), SQLite::OPEN_READONLY};
  database.exec("ATTACH '" + before.string() + "' AS before");
  Written written;
  for (const auto& table : names(database, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    SQLite::Statement rows{
        database, fmt::format("SELECT * FROM main.\"{0}\" EXCEPT SELECT * FROM before.\"{0}\"", table)};
    std::size_t found = 0;
    for (; rows.executeStep(); ++found) {
      auto& row = written.rows.emplace_back(Row{.table = written.tables.size()});
      for (int i = 0; i < rows.getColumnCount(); ++i) {
        row.values.push_back(value_of(rows.getColumn(i)));
        written.bytes += size_of(row.values.back());
      }
    }
    if (found) written.tables.push_back(table);
  }
  return written;
}

Bare write_bare(const std::filesystem::path& file, const std::vector<std::string>& tables,
                const std::vector<std::vector<Row>>& acts, std::size_t clients, Shape shape) {
  Writer writer{file, tables, shape};
  writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  std::mutex mutex;
  std::condition_variable came;
  std::vector<Waiting> waiting;
  std::size_t left = acts.size();
  Bare done{.waited_us = std::vector<double>(acts.size())};

  std::vector<std::jthread> threads;
  std::atomic<bool> go{false};
  for (std::size_t client = 0; client < clients; ++client)
    threads.emplace_back([&, client] {
      pin(1);
      go.wait(false);
      std::binary_semaphore durable{0};
      for (auto i = client; i < acts.size(); i += clients) {
        const auto handed_in = Clock::now();
        {
          const std::lock_guard lock{mutex};
          waiting.push_back({&acts[i], &durable});
        }
        came.notify_one();
        durable.acquire();
        done.waited_us[i] = us_since(handed_in);
      }
    });

  std::size_t groups = 0;
  double cpu = 0;
  const auto begun = Clock::now();
  std::jthread writing{[&] {
    pin(0);
    const auto before = thread_cpu_us();
    go = true;
    go.notify_all();
    while (left > 0) {
      std::vector<Waiting> group;
      {
        std::unique_lock lock{mutex};
        came.wait(lock, [&] { return !waiting.empty(); });
        group.swap(waiting);
      }
      writer.exec("BEGIN IMMEDIATE");
      for (const auto& one : group)
        for (const auto& row : *one.act) writer.put(row);
      writer.exec("COMMIT");
      for (const auto& one : group) one.durable->release();
      left -= group.size();
      ++groups;
    }
    cpu = thread_cpu_us() - before;
  }};
  writing.join();
  const auto took = us_since(begun);
  const auto count = static_cast<double>(acts.size());
  done.per_second = count / took * 1e6;
  done.cpu_us = cpu / count;
  done.group = count / static_cast<double>(groups);
  return done;
}

}  // namespace bench
