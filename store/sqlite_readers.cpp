#include "store/sqlite_readers.hpp"

#include "store/sqlite_query.hpp"

namespace store {

namespace {

constexpr std::size_t largest_group = 64;  // bounds how long the first of a group waits

// A look that fails is its own fault: the others of its group go on.
void run_alone(Connection& connection, Job& job) {
  try {
    job.run(connection);
  } catch (...) {
    job.fail(in_store_terms(std::current_exception()));
    if (!connection.in_transaction()) throw;
  }
}

}  // namespace

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

// Brief looks share a transaction, since to begin one costs as much as a look.
void SqliteReaders::work(Connection& connection) {
  for (auto jobs = queue_.take_brief(largest_group); !jobs.empty(); jobs = queue_.take_brief(largest_group)) {
    try {
      run(connection, "BEGIN");
      for (const auto& job : jobs) run_alone(connection, *job);
      run(connection, "COMMIT");
    } catch (...) {
      const auto fault = in_store_terms(std::current_exception());
      for (const auto& job : jobs) job->fail(fault);
      connection.roll_back();
    }
    resume(std::move(jobs));
  }
}

}  // namespace store
