#pragma once

#include "orders/time.hpp"
#include "store/watched.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace store {

// The least version of each entity that may be shown: the newest that a commit is known to have made. Raised
// in the commit path itself before the commit is answered, so that whoever reads afterwards meets it. Used
// from every thread.
class Floors {
 public:
  // How long a floor is kept for an entity that nobody holds. A copy older than that is not served.
  static constexpr std::chrono::minutes kept_for{10};

  // One entity's floor, which only rises. Held by the pages that show the entity, so that to look whether
  // they are still the newest takes one load for each part and no lock.
  struct Cell {
    std::atomic<std::int64_t> version{0};
  };
  using Cells = std::array<std::shared_ptr<const Cell>, 4>;  // by Change::Kind

  Cells cells(const Watched& watched);
  // Whether what was read at these versions may be shown.
  static bool allow(const Cells& cells, const Watched& watched);
  bool allow(const Watched& watched) const;
  // Whether, besides, every change since then is known to be here: each part has a floor of its own, raised
  // or held by the page since it was made.
  bool vouch(const Watched& watched) const;

  // Whether it was news.
  bool raise(const Change& change, orders::Instant now);
  // Lets go of floors raised before then that no page holds.
  void forget(orders::Instant before);
  // For when changes may have been missed: no page that is held now is allowed ever again, and all floors go.
  void reset();
  std::size_t size() const;

 private:
  struct Floor {
    std::shared_ptr<Cell> cell;
    orders::Instant raised_at{};
  };
  struct Hash {
    std::size_t operator()(const orders::Uuid& entity) const;
  };
  struct Shelf {
    mutable std::mutex mutex;
    std::unordered_map<orders::Uuid, Floor, Hash> floors;
  };
  static constexpr std::size_t shelves = 16;
  std::optional<std::int64_t> floor_of(const orders::Uuid& entity) const;
  Shelf& shelf_of(const orders::Uuid& entity);
  const Shelf& shelf_of(const orders::Uuid& entity) const;

  std::array<Shelf, shelves> shelves_;
};

}  // namespace store
