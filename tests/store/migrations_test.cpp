#include "store/migrations.hpp"

#include "tests/store/raw.hpp"
#include "tests/store/sample.hpp"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace test;
using store::Connection;
using store::Script;

namespace {

constexpr Script one{1, "one", "PRAGMA application_id = 1668047723; CREATE TABLE meta (one INTEGER) STRICT;"};
constexpr Script two{
    2, "two", "CREATE TABLE a (x INTEGER) STRICT; SELECT power_cut(); CREATE TABLE b (x INTEGER) STRICT;"};

void power_cut(sqlite3_context*, int, sqlite3_value**) { ::_exit(9); }
void mains(sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); }

void migrate(const std::filesystem::path& file,
             void (*in_the_middle)(sqlite3_context*, int, sqlite3_value**)) {
  Connection writer{file, Connection::Role::writer};
  sqlite3_create_function(writer.handle(), "power_cut", 0, SQLITE_UTF8, nullptr, in_the_middle, nullptr,
                          nullptr);
  const Script scripts[] = {one, two};
  store::apply(writer, scripts);
}

std::string tables(const std::filesystem::path& file) {
  return ask(
      file,
      "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1)");
}

}  // namespace

TEST_SUITE_BEGIN("store/migrations");

TEST_CASE(
    "a program killed in the middle of a migration leaves the schema as it was, and the next start finishes "
    "it") {
  const Folder folder;
  const auto file = folder.path() / "m.db";
  const auto child = ::fork();
  if (child == 0) migrate(file, power_cut);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) == 9);
  CHECK(tables(file) == "meta,schema_migrations");
  CHECK(ask(file, "SELECT count(*) FROM schema_migrations") == "1");

  migrate(file, mains);
  CHECK(tables(file) == "a,b,meta,schema_migrations");
  CHECK(ask(file, "SELECT count(*) FROM schema_migrations") == "2");
}

TEST_CASE("numbers of migrations run from 1 without a gap") {
  int next = 1;
  for (const auto& script : store::scripts()) CHECK(script.number == next++);
  CHECK(next > 1);
}

TEST_CASE("a database of a later program is refused") {
  const Folder folder;
  store::open(folder.options());
  edit(folder.database(), "INSERT INTO schema_migrations VALUES (999, 'from_the_future', 'x', 0)");
  CHECK_THROWS_AS(store::open(folder.options()), store::NewerSchema);
  CHECK_THROWS_AS(store::migrate(folder.options(), true), store::NewerSchema);
}

TEST_CASE("a migration that was changed after it was applied is refused") {
  const Folder folder;
  store::open(folder.options());
  edit(folder.database(), "UPDATE schema_migrations SET sha256 = 'other' WHERE number = 1");
  CHECK_THROWS_AS(store::open(folder.options()), store::Damaged);
}

TEST_CASE("a dry run tells what is missing and makes nothing") {
  const Folder folder;
  const auto planned = store::migrate(folder.options(), true);
  REQUIRE_FALSE(planned.empty());
  CHECK_FALSE(planned.front().applied);
  CHECK_FALSE(std::filesystem::exists(folder.database()));
  for (const auto& migration : store::migrate(folder.options(), false)) CHECK(migration.applied);
  for (const auto& migration : store::migrate(folder.options(), true)) CHECK(migration.applied);
}

TEST_SUITE_END();
