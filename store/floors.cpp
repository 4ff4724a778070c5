#include "store/floors.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace store {

// Of an id of ours, whose second half is random.
std::size_t Floors::Hash::operator()(const orders::Uuid& entity) const {
  std::uint64_t random = 0;
  std::memcpy(&random, entity.data() + entity.size() - sizeof random, sizeof random);
  return random;
}

Floors::Shelf& Floors::shelf_of(const orders::Uuid& entity) { return shelves_[entity.back() % shelves]; }
const Floors::Shelf& Floors::shelf_of(const orders::Uuid& entity) const {
  return shelves_[entity.back() % shelves];
}

Floors::Cells Floors::cells(const Watched& watched) {
  Cells cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto& shelf = shelf_of(watched.parts[i].entity);
    const std::lock_guard lock{shelf.mutex};
    auto& floor = shelf.floors[watched.parts[i].entity];
    if (!floor.cell) floor.cell = std::make_shared<Cell>();
    cells[i] = floor.cell;
  }
  return cells;
}

bool Floors::allow(const Cells& cells, const Watched& watched) {
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (cells[i]->version.load(std::memory_order_acquire) > watched.parts[i].version) return false;
  return true;
}

std::optional<std::int64_t> Floors::floor_of(const orders::Uuid& entity) const {
  auto& shelf = shelf_of(entity);
  const std::lock_guard lock{shelf.mutex};
  const auto known = shelf.floors.find(entity);
  if (known == shelf.floors.end()) return std::nullopt;
  return known->second.cell->version;
}

bool Floors::allow(const Watched& watched) const {
  return std::ranges::all_of(watched.parts, [this](const Watched::Part& part) {
    const auto floor = floor_of(part.entity);
    return !floor || *floor <= part.version;
  });
}

bool Floors::vouch(const Watched& watched) const {
  return std::ranges::all_of(watched.parts, [this](const Watched::Part& part) {
    const auto floor = floor_of(part.entity);
    return floor && *floor <= part.version;
  });
}

bool Floors::raise(const Change& change, orders::Instant now) {
  auto& shelf = shelf_of(change.entity);
  const std::lock_guard lock{shelf.mutex};
  auto& floor = shelf.floors[change.entity];
  if (!floor.cell) floor.cell = std::make_shared<Cell>();
  floor.raised_at = std::max(floor.raised_at, now);
  if (floor.cell->version >= change.version) return false;
  floor.cell->version.store(change.version, std::memory_order_release);
  return true;
}

void Floors::forget(orders::Instant before) {
  for (auto& shelf : shelves_) {
    const std::lock_guard lock{shelf.mutex};
    std::erase_if(shelf.floors, [&](const auto& floor) {
      return floor.second.cell.use_count() == 1 && floor.second.raised_at < before;
    });
  }
}

void Floors::reset() {
  for (auto& shelf : shelves_) {
    const std::lock_guard lock{shelf.mutex};
    for (auto& [entity, floor] : shelf.floors)
      floor.cell->version.store(std::numeric_limits<std::int64_t>::max(), std::memory_order_release);
    shelf.floors.clear();
  }
}

std::size_t Floors::size() const {
  std::size_t total = 0;
  for (const auto& shelf : shelves_) {
    const std::lock_guard lock{shelf.mutex};
    total += shelf.floors.size();
  }
  return total;
}

}  // namespace store
