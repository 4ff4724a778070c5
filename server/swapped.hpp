#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace server {

// An immutable value that is replaced whole while others read it: each reader keeps the one it got. (gcc 12's
// atomic<shared_ptr> is a spin lock inside that the thread sanitizer cannot follow.)
template <class T>
class Swapped {
 public:
  std::shared_ptr<const T> get() const {
    const std::lock_guard lock{mutex_};
    return value_;
  }
  void set(std::shared_ptr<const T> next) {
    const std::lock_guard lock{mutex_};
    value_.swap(next);  // the old one is let go outside the lock
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace server
