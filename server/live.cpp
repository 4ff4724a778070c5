#include "server/live.hpp"

#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <random>

namespace server {

using store::Change;
using Kind = Change::Kind;

namespace {

constexpr std::size_t remembered = 1024;  // changes: more than happen while one page is read

// Takes the change in; whether it was news.
bool apply(const Change& change, Watched& watched) {
  auto& part = watched.at(change.kind);
  if (part.entity != change.entity || part.version >= change.version) return false;
  part.version = change.version;
  return true;
}

// The first in a room that watches the entity; the others follow.
auto first_of(const auto& room, const orders::Uuid& entity) { return room.lower_bound({entity, nullptr}); }

bool watches(const auto& room, auto place, const orders::Uuid& entity) {
  return place != room.end() && place->first == entity;
}

}  // namespace

std::string retry_line() {
  static thread_local std::minstd_rand random{std::random_device{}()};
  return fmt::format("retry: {}\n", 3000 + random() % 1000);
}

std::string changed_event(const Watched& watched) {
  return fmt::format("id: {}\nevent: changed\ndata: {{\"version\":{}}}\n\n", watched.id(),
                     watched.at(Kind::order).version);
}

struct LiveHub::Listener {
  Listener(LiveHub& of, Loop& on, Guest& who, const Watched& what)
      : hub{of}, loop{on}, guest{who}, watched{what} {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { hub.leave(*this); }

  void tell() {
    if (!loop.say(guest, changed_event(watched))) return;
    if (link_changed) loop.end(guest);
  }

  LiveHub& hub;
  Loop& loop;
  Guest& guest;
  Watched watched;
  bool link_changed = false;
};

std::uint64_t LiveHub::moment() const {
  const std::lock_guard lock{mutex_};
  return published_;
}

std::shared_ptr<void> LiveHub::listen(Loop& loop, Guest& guest, const Watched& watched, std::uint64_t since) {
  auto listener = std::make_shared<Listener>(*this, loop, guest, watched);
  bool missed = false;
  {
    const std::lock_guard lock{mutex_};
    auto& room = rooms_[&loop];
    for (const auto& part : watched.parts) room.insert({part.entity, listener.get()});
    const auto unseen = published_ - since;
    missed = unseen > recent_.size();
    for (auto i = recent_.size() - std::min<std::size_t>(unseen, recent_.size()); i < recent_.size(); ++i)
      missed = apply(recent_[i], listener->watched) || missed;
  }
  if (missed) listener->tell();
  return listener;
}

void LiveHub::leave(Listener& listener) {
  const std::lock_guard lock{mutex_};
  const auto room = rooms_.find(&listener.loop);
  for (const auto& part : listener.watched.parts) room->second.erase({part.entity, &listener});
  if (room->second.empty()) rooms_.erase(room);
}

std::size_t LiveHub::listeners(const orders::LinkUid& link) const {
  const std::lock_guard lock{mutex_};
  std::size_t count = 0;
  for (const auto& [loop, room] : rooms_)
    for (auto place = first_of(room, link.uuid); watches(room, place, link.uuid); ++place) ++count;
  return count;
}

void LiveHub::publish(std::span<const Change> changes) {
  const std::lock_guard lock{mutex_};
  published_ += changes.size();
  recent_.insert(recent_.end(), changes.begin(), changes.end());
  while (recent_.size() > remembered) recent_.pop_front();
  for (const auto& [loop, room] : rooms_) {
    std::vector<Change> theirs;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(theirs), [&](const Change& change) {
      return watches(room, first_of(room, change.entity), change.entity);
    });
    if (theirs.empty()) continue;
    boost::asio::post(loop->io(),
                      [this, loop = loop, theirs = std::move(theirs)] { deliver(*loop, theirs); });
  }
}

// Tells each listener once, however much of its page a commit has changed.
void LiveHub::deliver(Loop& loop, const std::vector<Change>& changes) {
  const auto* room = [&]() -> const Room* {
    const std::lock_guard lock{mutex_};
    const auto found = rooms_.find(&loop);
    return found == rooms_.end() ? nullptr : &found->second;
  }();
  if (!room) return;
  std::vector<Listener*> told;
  for (const auto& change : changes) {
    const auto& entity = change.entity;
    for (auto place = first_of(*room, entity); watches(*room, place, entity); ++place) {
      auto& listener = *place->second;
      if (!apply(change, listener.watched)) continue;
      listener.link_changed = listener.link_changed || change.kind == Kind::link;
      if (!listener.guest.expired) told.push_back(&listener);
    }
  }
  std::sort(told.begin(), told.end());
  told.erase(std::unique(told.begin(), told.end()), told.end());
  for (auto* listener : told) listener->tell();
}

}  // namespace server
