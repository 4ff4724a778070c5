#pragma once

#include <filesystem>

namespace store {

// Held while one process has the store: claimcheck.lock in its data folder, whose text is the holder's
// process id. The kernel lets go of it when the process dies, however it dies.
class LockFile {
 public:
  explicit LockFile(
      const std::filesystem::path& data_dir);  // throws Locked, naming the holder, or Unavailable
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

 private:
  int descriptor_;
};

}  // namespace store
