#pragma once

#include "server/http/loop.hpp"
#include "store/change.hpp"
#include "store/store.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace server {

using store::Watched;

// Lines of a stream (WHATWG HTML section 9.2). The first says in how many milliseconds to come back, not the
// same for all.
std::string retry_line();
std::string changed_event(const Watched& watched);

// Tells pages that are open somewhere that what they show has changed. A listener costs its connection and a
// few hundred bytes here; a change reaches only the loops where somebody watches it.
class LiveHub {
 public:
  // Most streams that one link may have open.
  static constexpr std::size_t most_per_link = 16;

  // A moment before what a page shows is read, so that no change after it is missed.
  std::uint64_t moment() const;
  // Told of what changes after `since`, until the result is gone; at once if something already has. A change
  // of the link itself also ends the stream: whether it still opens is found out by asking again.
  std::shared_ptr<void> listen(Loop& loop, Guest& guest, const Watched& watched, std::uint64_t since);
  // How many listen by this link.
  std::size_t listeners(const orders::LinkUid& link) const;

  // What has been committed. From any thread.
  void publish(std::span<const store::Change> changes);

 private:
  struct Listener;
  using Room = std::set<std::pair<orders::Uuid, Listener*>>;  // the listeners of one loop, by what they watch

  void leave(Listener& listener);
  void deliver(Loop& loop, const std::vector<store::Change>& changes);

  mutable std::mutex mutex_;     // a room is read without it on its own loop, where alone it is changed
  std::map<Loop*, Room> rooms_;  // of loops that have listeners
  std::deque<store::Change> recent_;
  std::uint64_t published_ = 0;  // changes so far, the recent ones at their end
};

}  // namespace server
