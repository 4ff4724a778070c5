#pragma once

#include "store/snapshot.hpp"
#include "store/store.hpp"
#include "store/watched.hpp"
#include "tests/store/virtual_time.hpp"

namespace test {

// The truth, and what must be seen of it. One shop with two locations, a few orders and two links to each.
class SimulatedTruth {
 public:
  using Kind = store::Change::Kind;
  using Ticks = VirtualTime::Ticks;
  static constexpr std::size_t orders = 3, links_each = 2;

  explicit SimulatedTruth(VirtualTime& time) : time_{time} {
    shop_.id.uuid = id();
    for (auto& location : locations_) {
      location.id.uuid = id();
      location.shop = shop_.id;
    }
    for (std::size_t i = 0; i < orders; ++i) {
      auto& order = orders_.emplace_back();
      order.id.uuid = id();
      order.shop = shop_.id;
      order.location = locations_[i % 2].id;
      order.version = 1;
      for (std::size_t j = 0; j < links_each; ++j) {
        auto& link = links_.emplace_back();
        link.id.uuid = id();
        link.key[0] = static_cast<std::uint8_t>(links_.size());
        link.shop = shop_.id;
        link.order = order.id;
      }
    }
  }

  std::size_t links() const { return links_.size(); }
  store::LinkKey key(std::size_t link) const { return links_[link].key; }
  orders::Instant wall() const {
    return orders::Instant{
        std::chrono::duration_cast<std::chrono::milliseconds>(time_.ticks().time_since_epoch())};
  }

  std::optional<store::LinkedOrder> read(const store::LinkKey& key) const {
    for (const auto& link : links_) {
      if (link.key != key) continue;
      const auto& order = orders_[static_cast<std::size_t>(&link - links_.data()) / links_each];
      const auto& location = locations_[order.location == locations_[0].id ? 0 : 1];
      return store::LinkedOrder{shop_, location, order, link};
    }
    return std::nullopt;
  }

  // What one of many possible transactions changes. Written down when it commits.
  std::vector<store::Change> commit() {
    std::vector<store::Change> changes;
    const auto dice = time_.one_of(20);
    auto& order = orders_[time_.one_of(orders_.size())];
    if (dice == 0)
      change(Kind::shop, shop_, changes);
    else if (dice < 3)
      change(Kind::location, locations_[time_.one_of(2)], changes);
    else {
      if (dice == 3) order.location = locations_[time_.one_of(2)].id;
      if (dice < 6) change(Kind::link, links_[time_.one_of(links_.size())], changes);
      change(Kind::order, order, changes);
    }
    return changes;
  }

  std::vector<store::Change> since(orders::Instant since) const {
    std::vector<store::Change> all;
    for (const auto& [at, change] : log_)
      if (at >= since) all.push_back(change);
    return all;
  }

  void answered(const std::vector<store::Change>& changes) {
    for (const auto& change : changes) written_[change.entity][change.version].answered = time_.ticks();
  }
  // Redis has lost what it may have confirmed.
  void lost() { lost_at_ = time_.ticks(); }

  // The first write that a reader who came at `began` should have seen and did not; empty: none.
  std::string missed(const store::Watched& shown, Ticks began) const {
    for (std::size_t i = 0; i < shown.parts.size(); ++i) {
      const auto entity = written_.find(shown.parts[i].entity);
      if (entity == written_.end()) continue;
      for (auto write = entity->second.upper_bound(shown.parts[i].version); write != entity->second.end();
           ++write) {
        const auto& [committed, done] = write->second;
        const bool excused = lost_at_ >= committed && committed > began - 1s;
        if (done > began || excused) continue;
        return "part " + std::to_string(i) + " in version " + std::to_string(shown.parts[i].version) +
               " though " + std::to_string(write->first) + " was answered " +
               std::to_string((began - done) / 1us) + " us before";
      }
    }
    return {};
  }

 private:
  struct Written {
    Ticks committed{}, answered = Ticks::max();
  };

  orders::Uuid id() {
    orders::Uuid uuid{};
    uuid[0] = uuid[15] = ++ids_;
    return uuid;
  }
  template <class T>
  void change(Kind kind, T& entity, std::vector<store::Change>& changes) {
    ++entity.version;
    auto snapshot = std::make_shared<const std::string>(store::to_snapshot(entity));
    changes.push_back({shop_.id, kind, entity.id.uuid, entity.version, std::move(snapshot)});
    written_[entity.id.uuid][entity.version].committed = time_.ticks();
    auto told = changes.back();
    told.snapshot = nullptr;
    log_.emplace_back(
        wall() - std::chrono::duration_cast<std::chrono::milliseconds>(time_.between(0ms, 500ms)),
        std::move(told));
  }

  VirtualTime& time_;
  std::uint8_t ids_ = 0;
  orders::Shop shop_;
  std::array<orders::Location, 2> locations_;
  std::vector<orders::Order> orders_;
  std::vector<orders::Link> links_;
  std::vector<std::pair<orders::Instant, store::Change>> log_;
  std::map<orders::Uuid, std::map<std::int64_t, Written>> written_;
  Ticks lost_at_{};
};

}  // namespace test
