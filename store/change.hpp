#pragma once

#include "orders/id.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace store {

// An entity that a page depends on has this version from now on.
struct Change {
  enum class Kind : std::uint8_t { shop, location, order, link };
  orders::ShopId shop{};
  Kind kind = Kind::order;
  orders::Uuid entity{};
  std::int64_t version = 0;
  // Its snapshot at this version, read in the transaction that made it; null where the change was learnt of
  // afterwards.
  std::shared_ptr<const std::string> snapshot = {};

  friend bool operator==(const Change& a, const Change& b) {
    return a.shop == b.shop && a.kind == b.kind && a.entity == b.entity && a.version == b.version;
  }
};

// Told after each commit, all of it at once, on a thread of the store. Must not block and must not throw.
using ChangeListener = std::function<void(std::span<const Change>)>;

}  // namespace store
