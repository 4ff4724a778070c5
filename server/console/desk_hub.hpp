#pragma once

#include "server/http/loop.hpp"
#include "store/change.hpp"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>

namespace server {

// Tells open pages of the console that something changed in their shop: all orders, or the one that a page
// shows. It says that and nothing else; the page asks again, as whoever is signed in then.
class DeskHub {
 public:
  struct Audience {
    orders::ShopId shop{};
    std::optional<orders::Uuid> order = {};  // of a page that shows but this one
  };

  // Told of what changes until the result is gone; at once when something has within `age`, since the page
  // was read that long ago.
  std::shared_ptr<void> listen(Loop& loop, Guest& guest, const Audience& audience,
                               std::chrono::milliseconds age);

  // What has been committed. From any thread.
  void publish(std::span<const store::Change> changes);

 private:
  struct Listener;
  struct Past {
    Clock::time_point at;
    store::Change change;
  };

  void leave(Listener& listener);
  void deliver(Loop& loop, std::span<const store::Change> changes);

  std::mutex mutex_;  // a listener is touched on its own loop alone
  std::map<Loop*, std::set<Listener*>> rooms_;
  std::deque<Past> recent_;
};

}  // namespace server
