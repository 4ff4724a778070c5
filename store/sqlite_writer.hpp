#pragma once

#include "store/job.hpp"

#include <thread>

namespace store {

// The one thread that writes. What queued up while the last commit reached the disk is committed together:
// one COMMIT, then all are answered. When a job throws, the group is begun anew with each job in a savepoint
// of its own, so that it takes back only its own work: a job may run twice, and does nothing that a rollback
// does not undo. A failed COMMIT fails every job of the group. The destructor finishes what is queued.
class SqliteWriter {
 public:
  explicit SqliteWriter(std::unique_ptr<Connection> connection);
  ~SqliteWriter();

  JobQueue& queue() { return queue_; }
  // Told from the next commit on, before those who wait for it are answered.
  void subscribe(ChangeListener listener);

 private:
  void work();
  void commit_together(Jobs group);

  void tell() noexcept;

  std::unique_ptr<Connection> connection_;
  std::mutex listeners_mutex_;
  std::vector<ChangeListener> listeners_;
  JobQueue queue_;
  std::thread thread_;
};

}  // namespace store
