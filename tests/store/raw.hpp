#pragma once

#include <SQLiteCpp/Database.h>
#include <filesystem>
#include <string>

namespace test {

// Someone with a shell: edits the file behind the store's back.
inline void edit(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000};
  database.exec(sql);
}

inline std::string ask(const std::filesystem::path& file, const std::string& sql) {
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY, 5000};
  return database.execAndGet(sql).getString();
}

}  // namespace test
