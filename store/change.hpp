#pragma once

#include "orders/id.hpp"

#include <cstdint>
#include <functional>
#include <span>

namespace store {

// An entity that a page depends on has this version from now on.
struct Change {
  enum class Kind : std::uint8_t { shop, location, order, link };
  orders::ShopId shop{};
  Kind kind = Kind::order;
  orders::Uuid entity{};
  std::int64_t version = 0;
  friend bool operator==(const Change&, const Change&) = default;
};

// Told after each commit, all of it at once, on a thread of the store. Must not block and must not throw.
using ChangeListener = std::function<void(std::span<const Change>)>;

}  // namespace store
