#pragma once

#include "orders/time.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

// How many wrong tries are free, and how long the one after them waits; each further one doubles that, up to
// an hour.
struct Patience {
  unsigned free = 5;  // 0: endless
  std::chrono::seconds first_wait{180};
  friend bool operator==(const Patience&, const Patience&) = default;
};

// Wrong tries by name, the least recently used forgotten when there are too many. From any thread.
class Tries {
 public:
  explicit Tries(std::size_t capacity) : capacity_{capacity} {}

  // Counts a try as wrong before it is known, so that many at once are many. Zero, or how long to wait: then
  // it was not counted and must not be looked at.
  std::chrono::seconds begin(std::string_view name, const Patience& patience, orders::Instant now);
  void clear(std::string_view name);      // it was right
  void take_back(std::string_view name);  // this one was right, others may not have been

 private:
  struct Count {
    std::string name;
    unsigned wrong = 0;
    orders::Instant last{};
  };
  using Place = std::list<Count>::iterator;

  Count& count(std::string_view name);
  void forget(Place place);

  std::mutex mutex_;
  std::list<Count> by_use_;  // the latest first
  std::unordered_map<std::string_view, Place> by_name_;
  std::size_t capacity_;
};

}  // namespace server
