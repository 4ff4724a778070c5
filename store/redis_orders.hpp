#pragma once

#include "store/cache_entries.hpp"
#include "store/cache_world.hpp"
#include "store/watched.hpp"

#include <array>
#include <chrono>
#include <map>
#include <optional>

namespace store {

// Orders and what belongs to their pages, as Redis holds them. Nothing here decides whether what was found
// may be shown.
class RedisOrders {
 public:
  RedisOrders(CacheWorld& world, CacheEntries entries, std::chrono::milliseconds keep)
      : world_{world}, entries_{std::move(entries)}, keep_{keep} {}

  using Junk = std::map<std::string, std::string>;  // what could not be read: by key, its SHA-1
  struct Answer {
    bool heard = false;                             // Redis answered at all
    bool same = false;                              // it has exactly the versions that were named
    std::shared_ptr<const LinkedOrder> found = {};  // whole, and all parts belong together
    orders::Instant born{};                         // when the oldest of its parts was surely the newest
    Junk junk = {};
  };
  // What a page of these versions would show by now; one call, and one more if they are the newest no longer.
  Task<Answer> ask(LinkKey key, Watched known);
  // What the link opens; two calls.
  Task<Answer> find(LinkKey key);

  // Keeps what the store was asked for at `born`, but for parts of which Redis has a newer version. Junk
  // gives way as long as it is the same.
  Task<void> fill(LinkKey key, std::shared_ptr<const LinkedOrder> found, orders::Instant born, Junk junk);
  // Keeps changes, but for those of which it has a newer version, and tells the other instances. Whether
  // Redis has them all now; never one without a snapshot.
  Task<bool> put(std::span<const Change> changes, orders::Instant born);

  const CacheEntries& entries() const { return entries_; }

 private:
  using Keys = std::array<std::string, 4>;
  Keys keys_of(const Watched& parts) const;
  Task<Answer> get_all(LinkKey key, Keys keys);
  Answer read(const LinkKey& key, const Keys& keys, const std::vector<RedisReply>& list) const;

  CacheWorld& world_;
  const CacheEntries entries_;
  const std::chrono::milliseconds keep_;
};

}  // namespace store
