#pragma once

#include "store/store.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <exception>
#include <filesystem>
#include <map>

struct sqlite3;

namespace store {

// A statement of this program. Literals only, so that nothing a person typed can become SQL.
struct Sql {
  const char* text;
  consteval Sql(const char* literal) : text(literal) {}
};

// Shops and locations as they were read last, which nearly every page needs again. Good for the version that
// each has.
struct Known {
  std::map<orders::ShopId, orders::Shop> shops = {};
  std::map<std::pair<orders::ShopId, orders::LocationId>, orders::Location> locations = {};
};

// One connection to the database file, used by one thread, with the statements it has prepared.
class Connection {
 public:
  enum class Role {
    writer,   // the only one that writes and the only one that checkpoints; makes the file, mode 0600
    reader,   // of the running service
    onlooker  // of another program beside it: opened read-only
  };

  Connection(const std::filesystem::path& file, Role role);

  // Ready to be bound. Prepared once.
  SQLite::Statement& prepared(Sql sql);
  void exec(const std::string& sql) { database_.exec(sql); }
  void roll_back() noexcept;  // what is under way, if anything is
  void roll_back_to_savepoint(const char* name);
  std::int64_t number(const std::string& sql);  // the first column of the first row
  // Rows changed by the statement that ran last.
  int changes() const { return database_.getChanges(); }
  bool in_transaction() const;
  // What changed in the transaction under way, for those who are told after its commit.
  void note(const Change& change) { noted_.push_back(change); }
  std::vector<Change>& noted() { return noted_; }
  Known& known() { return known_; }
  sqlite3* handle() const { return database_.getHandle(); }

 private:
  SQLite::Database database_;
  std::map<const char*, SQLite::Statement> statements_;  // by the literal's address
  std::vector<Change> noted_;
  Known known_;
};

// What a fault of SQLite means to callers: Damaged when the file is not what it must be, else Unavailable.
// Other exceptions pass as they are.
std::exception_ptr in_store_terms(std::exception_ptr fault);

// Runs `work` and throws its faults in the store's terms.
template <class Work>
auto guarded(Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception&) {
    std::rethrow_exception(in_store_terms(std::current_exception()));
  }
}

}  // namespace store
