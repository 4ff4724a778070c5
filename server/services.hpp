#pragma once

#include "server/http/census.hpp"
#include "server/live.hpp"
#include "server/media/darkroom.hpp"
#include "server/settings.hpp"
#include "server/swapped.hpp"
#include "store/store.hpp"

#include <atomic>
#include <memory>

namespace server {

class AssetShelf;
class HouseContact;
class Limits;
class Metrics;
struct Providers;

// What a handler works with; made once in `serve`, destroyed in reverse.
struct Services {
  store::Store& store;
  Limits& limits;
  AssetShelf& assets;
  HouseContact& house;
  Metrics& metrics;
  LiveHub live{};
  Darkroom darkroom{};
  outbox::Workers press{2, 64};  // where papers are set
  Census streams{};              // by the client that listens
  Swapped<Settings> current{};
  Swapped<Providers> providers{};  // of payments, as the settings name them
  std::atomic<bool> draining{false};

  std::shared_ptr<const Settings> settings() const { return current.get(); }
};

}  // namespace server
