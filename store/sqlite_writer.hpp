#pragma once

#include "store/job.hpp"

#include <thread>

namespace store {

// The one thread that writes. What queued up while the last commit reached the disk is committed together:
// each job in a savepoint of its own, one COMMIT, then all are answered. A job that throws takes back only
// its own work; a failed COMMIT fails every job of the group. The destructor finishes what is queued.
class SqliteWriter {
 public:
  explicit SqliteWriter(std::unique_ptr<Connection> connection);
  ~SqliteWriter();

  JobQueue& queue() { return queue_; }

 private:
  void work();
  void commit_together(std::deque<std::unique_ptr<Job>>& group);

  std::unique_ptr<Connection> connection_;
  JobQueue queue_;
  std::thread thread_;
};

}  // namespace store
