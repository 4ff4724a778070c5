#include "store/sqlite_writer.hpp"

#include "store/sqlite_query.hpp"

namespace store {
namespace {

constexpr std::size_t largest_group = 128;  // bounds how long the first of a group waits

// False when one threw: then nothing was done. There are no savepoints here, since SQLite copies every page
// that is written to behind one. Some faults (disk full, I/O) make SQLite roll back the whole transaction by
// itself: that is the group's fault then, here and below.
bool run_together(Connection& connection, const Jobs& group) {
  run(connection, "BEGIN IMMEDIATE");
  try {
    for (const auto& job : group) job->run(connection);
    return true;
  } catch (...) {
    if (!connection.in_transaction()) throw;
    connection.roll_back();
    connection.noted().clear();
    return false;
  }
}

std::exception_ptr run_in_savepoint(Connection& connection, Job& job) {
  const auto noted = connection.noted().size();
  try {
    run(connection, "SAVEPOINT job");
    job.run(connection);
    run(connection, "RELEASE job");
    return nullptr;
  } catch (...) {
    const auto fault = std::current_exception();
    if (!connection.in_transaction()) throw;
    connection.roll_back_to_savepoint("job");
    connection.noted().resize(noted);
    return fault;
  }
}

// What each of them threw.
std::vector<std::exception_ptr> run_apart(Connection& connection, const Jobs& group) {
  std::vector<std::exception_ptr> faults;
  run(connection, "BEGIN IMMEDIATE");
  for (const auto& job : group) faults.push_back(run_in_savepoint(connection, *job));
  return faults;
}

}  // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), thread_([this] { work(); }) {}

SqliteWriter::~SqliteWriter() {
  queue_.close();
  thread_.join();
}

void SqliteWriter::subscribe(ChangeListener listener) {
  const std::lock_guard lock{listeners_mutex_};
  listeners_.push_back(std::move(listener));
}

// Before the answers: who has read one finds every copy of the state before it gone.
void SqliteWriter::tell() noexcept {
  if (connection_->noted().empty()) return;
  const std::lock_guard lock{listeners_mutex_};
  for (const auto& listener : listeners_) listener(connection_->noted());
}

void SqliteWriter::work() {
  for (auto group = queue_.take(largest_group); !group.empty(); group = queue_.take(largest_group)) {
    commit_together(std::move(group));
  }
}

void SqliteWriter::commit_together(Jobs group) {
  std::vector<std::exception_ptr> faults(group.size());
  try {
    if (!run_together(*connection_, group)) faults = run_apart(*connection_, group);
    run(*connection_, "COMMIT");
    tell();
  } catch (...) {
    faults.assign(group.size(), std::current_exception());
    connection_->roll_back();
  }
  connection_->noted().clear();
  for (std::size_t i = 0; i < group.size(); ++i)
    if (faults[i]) group[i]->fail(in_store_terms(faults[i]));
  resume(std::move(group));
}

}  // namespace store
