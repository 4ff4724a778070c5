#pragma once

#include "orders/link.hpp"
#include "orders/order.hpp"
#include "orders/shop.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace store {

// An entity as bytes, with a format version in front: what a snapshot row and a shared cache hold. For
// orders::Order, Link, Shop and Location.
template <class T>
std::string to_snapshot(const T& entity);
// The same, to be held by several.
template <class T>
std::shared_ptr<const std::string> shared_snapshot(const T& entity) {
  return std::make_shared<const std::string>(to_snapshot(entity));
}
// Throws Damaged for bytes that are no snapshot of such an entity in a format that this program knows.
template <class T>
T from_snapshot(std::string_view bytes);

}  // namespace store
