#include "store/migrations.hpp"

#include "store/sqlite_query.hpp"
#include "tokens/hash.hpp"

#include <fmt/format.h>

namespace store {
namespace {

constexpr Script embedded[] = {
#include "store/migrations.inc"
};

constexpr std::int64_t application_id = 0x636c636b;  // "clck"; set by the first script

std::string checksum(const Script& script) { return tokens::hex(tokens::sha256(tokens::bytes(script.text))); }

std::int64_t now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())
      .time_since_epoch()
      .count();
}

void apply_one(Connection& writer, const Script& script) {
  writer.exec("BEGIN IMMEDIATE");
  try {
    writer.exec(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
        "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
    writer.exec(std::string(script.text));
    run(writer, "INSERT INTO schema_migrations (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
        script.number, script.name, checksum(script), now());
    writer.exec("COMMIT");
  } catch (...) {
    writer.roll_back();
    throw;
  }
}

}  // namespace

std::span<const Script> scripts() { return embedded; }

std::vector<Migration> inspect(Connection& connection, std::span<const Script> scripts) {
  std::vector<Migration> all;
  for (const auto& script : scripts) all.push_back({script.number, std::string(script.name), false});
  if (connection.number("SELECT count(*) FROM sqlite_schema") == 0) return all;
  if (connection.number("PRAGMA application_id") != application_id ||
      connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migrations'") == 0) {
    throw Damaged("the database: this file is another program's");
  }
  Query applied{connection, "SELECT number, name, sha256 FROM schema_migrations ORDER BY number"};
  for (std::size_t next = 0; applied.next(); ++next) {
    int number = 0;
    std::string name, sha256;
    applied.read(number, name, sha256);
    if (number > static_cast<int>(scripts.size())) {
      throw NewerSchema(
          fmt::format("the database has schema {} ({}), this program knows {}: it needs a later one", number,
                      name, scripts.size()));
    }
    if (number != static_cast<int>(next) + 1)
      throw Damaged(fmt::format("the database: migration {} is missing", next + 1));
    if (sha256 != checksum(scripts[next])) {
      throw Damaged(
          fmt::format("the database: migration {} ({}) is not the one that was applied", number, name));
    }
    all[next].applied = true;
  }
  return all;
}

void apply(Connection& writer, std::span<const Script> scripts) {
  const auto known = inspect(writer, scripts);
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    if (!known[i].applied) apply_one(writer, scripts[i]);
  }
}

}  // namespace store
