#include "server/console/desk_hub.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <vector>

namespace server {

using store::Change;

namespace {

constexpr std::size_t remembered = 1024;  // changes: more than happen while one page is read

// A link's change shows on its order's page, which the change does not name.
bool concerns(const Change& change, const DeskHub::Audience& audience) {
  if (change.shop != audience.shop) return false;
  return !audience.order || change.kind == Change::Kind::link || change.entity == *audience.order;
}

}  // namespace

struct DeskHub::Listener {
  Listener(DeskHub& of, Loop& on, Guest& who, const Audience& what)
      : hub{of}, loop{on}, guest{who}, audience{what} {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { hub.leave(*this); }

  void tell() {
    if (!guest.expired) loop.say(guest, "event: changed\ndata: {}\n\n");
  }

  DeskHub& hub;
  Loop& loop;
  Guest& guest;
  const Audience audience;
};

std::shared_ptr<void> DeskHub::listen(Loop& loop, Guest& guest, const Audience& audience,
                                      std::chrono::milliseconds age) {
  auto listener = std::make_shared<Listener>(*this, loop, guest, audience);
  bool missed = false;
  {
    const std::lock_guard lock{mutex_};
    rooms_[&loop].insert(listener.get());
    const auto read_at = Clock::now() - age;
    missed = std::ranges::any_of(
        recent_, [&](const Past& past) { return past.at >= read_at && concerns(past.change, audience); });
    missed = missed || (recent_.size() == remembered && recent_.front().at >= read_at);
  }
  if (missed) listener->tell();
  return listener;
}

void DeskHub::leave(Listener& listener) {
  const std::lock_guard lock{mutex_};
  const auto room = rooms_.find(&listener.loop);
  room->second.erase(&listener);
  if (room->second.empty()) rooms_.erase(room);
}

void DeskHub::publish(std::span<const Change> changes) {
  const std::lock_guard lock{mutex_};
  const auto at = Clock::now();
  for (const auto& change : changes) recent_.push_back({at, change});
  while (recent_.size() > remembered) recent_.pop_front();
  for (const auto& [loop, room] : rooms_)
    boost::asio::post(loop->io(),
                      [this, loop = loop, all = std::vector<Change>(changes.begin(), changes.end())] {
                        deliver(*loop, all);
                      });
}

// Each listener is told once, however much a commit has changed.
void DeskHub::deliver(Loop& loop, std::span<const Change> changes) {
  std::vector<Listener*> theirs;
  {
    const std::lock_guard lock{mutex_};
    if (const auto room = rooms_.find(&loop); room != rooms_.end())
      theirs.assign(room->second.begin(), room->second.end());
  }
  for (auto* listener : theirs)
    if (std::ranges::any_of(changes,
                            [&](const Change& change) { return concerns(change, listener->audience); }))
      listener->tell();
}

}  // namespace server
