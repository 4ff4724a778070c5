#pragma once

#include "store/job.hpp"

#include <filesystem>
#include <thread>
#include <vector>

namespace store {

// Threads that read, each through a connection of its own; a job sees one instant of the database.
class SqliteReaders {
 public:
  SqliteReaders(const std::filesystem::path& file, unsigned threads);
  ~SqliteReaders();

  JobQueue& queue() { return queue_; }

 private:
  void work(Connection& connection);

  std::vector<std::unique_ptr<Connection>> connections_;
  JobQueue queue_;
  std::vector<std::thread> threads_;
};

}  // namespace store
