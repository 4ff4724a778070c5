#include "store/unknown_links.hpp"

namespace store {

void UnknownLinks::add(const LinkKey& key, std::uint64_t moment, Ticks now) {
  const std::lock_guard lock{mutex_};
  places_[place_of(key)] = {key, moment, now + kept_for};
}

bool UnknownLinks::holds(const LinkKey& key, Ticks now) const {
  const std::lock_guard lock{mutex_};
  const auto& place = places_[place_of(key)];
  return place.moment == moment() && now < place.until && place.key == key;
}

}  // namespace store
