#include "store/open.hpp"

#include "store/copies.hpp"
#include "store/data_files.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_answers.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_store.hpp"
#include "tokens/hash.hpp"

namespace store {
namespace {

// One look at each table finds a file that is cut off or whose schema does not read. Reading all of a large
// database is `verify`'s work.
void glance(Connection& connection) {
  std::vector<std::string> tables;
  for (Query rows{connection, "SELECT name FROM sqlite_schema WHERE type = 'table'"}; rows.next();) {
    rows.read(tables.emplace_back());
  }
  for (const auto& table : tables)
    connection.number("SELECT count(*) FROM (SELECT 1 FROM \"" + table + "\" LIMIT 1)");
}

void make_epoch(Connection& writer) {
  std::array<std::uint8_t, 16> epoch{};
  tokens::random_bytes(epoch);
  run(writer, "INSERT INTO meta (one, epoch, created_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING", epoch,
      store_clock());
}

std::unique_ptr<Connection> up_to_date(const std::filesystem::path& file) {
  return guarded([&] {
    auto writer = std::make_unique<Connection>(file, Connection::Role::writer);
    apply(*writer, scripts());
    make_epoch(*writer);
    glance(*writer);
    fill_copies(*writer);
    free_claims(*writer);
    return writer;
  });
}

void note_new_keys(Connection& writer, const tokens::KeyRing& keys) {
  const tokens::Signer signer{keys};
  run(writer, "BEGIN IMMEDIATE");
  try {
    note_keys(writer, {keys, signer}, store_clock());
    run(writer, "COMMIT");
  } catch (...) {
    writer.roll_back();
    throw;
  }
}

}  // namespace

std::unique_ptr<Store> open(const Options& options) {
  if (!options.keys) throw std::invalid_argument("a store is opened with the keys that sign its evidence");
  make_data_dir(options);
  auto lock = std::make_unique<LockFile>(options.data_dir);
  auto writer = up_to_date(database_file(options));
  return guarded([&] {
    note_new_keys(*writer, *options.keys);
    return std::make_unique<SqliteStore>(std::move(lock), std::move(writer), options);
  });
}

bool exists(const Options& options) {
  const auto file = database_file(options);
  if (!has_bytes(file)) return false;
  return guarded([&] {
    Connection connection{file, Connection::Role::onlooker};
    const auto known = inspect(connection, scripts());
    return !known.empty() && known.front().applied && found(connection, "SELECT 1 FROM shops");
  });
}

std::vector<Migration> migrate(const Options& options, bool dry_run) {
  const auto file = database_file(options);
  if (!dry_run) {
    make_data_dir(options);
    const LockFile lock{options.data_dir};
    up_to_date(file);
  }
  return guarded([&] {
    if (has_bytes(file)) {
      Connection connection{file, Connection::Role::onlooker};
      return inspect(connection, scripts());
    }
    std::vector<Migration> all;
    for (const auto& script : scripts()) all.push_back({script.number, std::string(script.name), false});
    return all;
  });
}

}  // namespace store
