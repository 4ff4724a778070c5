#include "store/sqlite_connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace store {
namespace {

constexpr int busy_timeout_ms = 2000;

// Before the first connection. Counting what it has allocated would take a lock that all threads share with
// every allocation, which is a fifth of what a change costs; nobody asks for the sum.
const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

// The file exists with mode 0600 before SQLite opens it; its -wal and -shm take the same mode. Only ever
// opened here when it is new: closing a descriptor of a database in use would drop this process's locks on
// it.
void make_private(const std::filesystem::path& file) {
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
}

int flags(const std::filesystem::path& file, Connection::Role role) {
  if (role == Connection::Role::writer) make_private(file);
  return (role == Connection::Role::onlooker ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE) |
         SQLite::OPEN_NOMUTEX;
}

}  // namespace

// The busy timeout comes with opening: switching to WAL may already have to wait.
Connection::Connection(const std::filesystem::path& file, Role role)
    : database_(file.string(), flags(file, role), busy_timeout_ms) {
  exec(
      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384");
  if (role == Role::writer) {
    exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
        "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864");
  } else {
    // An onlooker's file is read-only as it is, and query_only would forbid it to copy elsewhere (VACUUM
    // INTO).
    if (role == Role::reader) exec("PRAGMA query_only = ON");
    exec("PRAGMA wal_autocheckpoint = 0");
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
}

SQLite::Statement& Connection::prepared(Sql sql) {
  const auto known = statements_.find(sql.text);
  if (known != statements_.end()) return known->second;
  return statements_.emplace(sql.text, SQLite::Statement{database_, sql.text}).first->second;
}

std::int64_t Connection::number(const std::string& sql) { return database_.execAndGet(sql).getInt64(); }

// A failing ROLLBACK changes nothing: SQLite has then rolled back by itself, and the next BEGIN tells how
// things are.
void Connection::roll_back() noexcept {
  known_ = {};
  if (in_transaction()) database_.tryExec("ROLLBACK");
}

// A version that was taken back is given out again, for something else.
void Connection::roll_back_to_savepoint(const char* name) {
  known_ = {};
  exec(std::string("ROLLBACK TO ") + name + "; RELEASE " + name);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

std::exception_ptr in_store_terms(std::exception_ptr fault) {
  try {
    std::rethrow_exception(fault);
  } catch (const SQLite::Exception& e) {
    const int code = e.getErrorCode() & 0xff;
    const auto message = std::string("the database: ") + e.what();
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) return std::make_exception_ptr(Damaged(message));
    return std::make_exception_ptr(Unavailable(message));
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace store
