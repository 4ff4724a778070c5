#include "store/sqlite_readers.hpp"

#include "store/sqlite_query.hpp"

namespace store {

SqliteReaders::SqliteReaders(const std::filesystem::path& file, unsigned threads) {
  for (unsigned i = 0; i < std::max(threads, 1u); ++i) {
    connections_.push_back(std::make_unique<Connection>(file, Connection::Role::reader));
  }
  for (const auto& connection : connections_) {
    threads_.emplace_back([this, &own = *connection] { work(own); });
  }
}

SqliteReaders::~SqliteReaders() {
  queue_.close();
  for (auto& thread : threads_) thread.join();
}

void SqliteReaders::work(Connection& connection) {
  for (auto jobs = queue_.take(1); !jobs.empty(); jobs = queue_.take(1)) {
    std::exception_ptr fault;
    try {
      run(connection, "BEGIN");
      jobs.front()->run(connection);
      run(connection, "COMMIT");
    } catch (...) {
      fault = in_store_terms(std::current_exception());
      connection.roll_back();
    }
    jobs.front()->answer(fault);
  }
}

}  // namespace store
