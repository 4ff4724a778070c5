#include "store/data_files.hpp"
#include "store/lock_file.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_query.hpp"
#include "tokens/hash.hpp"

namespace fs = std::filesystem;

namespace store {
namespace {

// One consistent instant, compact, with nothing that was deleted; other connections may write meanwhile.
void copy(Connection& from, const fs::path& to) { run(from, "VACUUM INTO ?", to.string()); }

void check(Connection& copy) {
  inspect(copy, scripts());
  std::string verdict;
  Query{copy, "PRAGMA quick_check(1)"}.one(verdict);
  if (verdict != "ok") throw Damaged("the copy: " + verdict);
}

// What was cached or tailed from the store as it was must not be taken for what it is now.
void begin_epoch(const fs::path& file) {
  Connection writer{file, Connection::Role::writer};
  std::array<std::uint8_t, 16> epoch{};
  tokens::random_bytes(epoch);
  run(writer, "UPDATE meta SET epoch = ?", epoch);
}

// A write-ahead log left beside another database would be played into it. Closing the old one properly
// removes it; a damaged one is given up, log and all.
void retire(const fs::path& file) {
  try {
    if (has_bytes(file)) Connection{file, Connection::Role::writer}.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const SQLite::Exception&) {}
  for (const char* tail : {"-wal", "-shm"}) fs::remove(file.string() + tail);
}

bool holds_anything(const Options& options) {
  try {
    return exists(options);
  } catch (const std::runtime_error&) {
    return true;  // damaged or of a later program: not for us to overwrite unasked
  }
}

}  // namespace

void backup(const Options& options, const fs::path& file) {
  const auto database = database_file(options);
  if (!has_bytes(database)) throw Unavailable(database.string() + ": there is nothing to back up");
  Replacement target{file};
  guarded([&] {
    Connection onlooker{database, Connection::Role::onlooker};
    copy(onlooker, target.file());
  });
  target.commit();
}

void restore(const Options& options, const fs::path& file, bool replace) {
  const auto database = database_file(options);
  if (!has_bytes(file)) throw Unavailable(file.string() + ": there is no such copy");
  make_data_dir(options);
  const LockFile lock{options.data_dir};
  if (!replace && holds_anything(options)) throw Unavailable(options.data_dir.string() + " is not empty");
  Replacement target{database};
  guarded([&] {
    {
      Connection source{file, Connection::Role::onlooker};
      check(source);
      copy(source, target.file());
    }
    begin_epoch(target.file());
  });
  retire(database);
  target.commit();
}

}  // namespace store
