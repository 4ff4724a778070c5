#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace server {

// How many connections are open, in all and for each client. Used from every loop.
class Census {
 public:
  // Counts one more of the client; false, and not counted, when it has `most` already (0: unlimited).
  bool enter(const std::string& client, std::size_t most) {
    const std::lock_guard lock{mutex_};
    auto& count = by_client_[client];
    if (most > 0 && count >= most) return false;
    ++count;
    ++total_;
    return true;
  }
  void leave(const std::string& client) {
    const std::lock_guard lock{mutex_};
    const auto found = by_client_.find(client);
    if (--found->second == 0) by_client_.erase(found);
    --total_;
  }
  std::size_t total() const { return total_; }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> by_client_;
  std::atomic<std::size_t> total_{0};
};

}  // namespace server
