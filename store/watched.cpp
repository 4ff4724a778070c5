#include "store/watched.hpp"

#include "store/store.hpp"

#include <fmt/format.h>

namespace store {

using Kind = Change::Kind;

Watched Watched::of(const LinkedOrder& found) {
  Watched watched;
  watched.at(Kind::order) = {found.order.id.uuid, found.order.version};
  watched.at(Kind::link) = {found.link.id.uuid, found.link.version};
  watched.at(Kind::location) = {found.location.id.uuid, found.location.version};
  watched.at(Kind::shop) = {found.shop.id.uuid, found.shop.version};
  return watched;
}

std::string Watched::id() const {
  return fmt::format("{}.{}.{}.{}", at(Kind::order).version, at(Kind::link).version,
                     at(Kind::location).version, at(Kind::shop).version);
}

}  // namespace store
