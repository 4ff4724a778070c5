#pragma once

#include "server/console/desk_hub.hpp"
#include "server/http/census.hpp"
#include "server/live.hpp"
#include "server/media/darkroom.hpp"
#include "server/settings.hpp"
#include "server/swapped.hpp"
#include "store/order_cache.hpp"
#include "store/store.hpp"

#include <atomic>
#include <memory>

namespace server {

class AssetShelf;
class HouseContact;
class Limits;
class Metrics;
struct Providers;
class PageShelf;

// What a handler works with; made once in `serve`, destroyed in reverse.
struct Services {
  store::Store& store;
  store::OrderCache& cache;
  PageShelf& pages;
  Limits& limits;
  AssetShelf& assets;
  HouseContact& house;
  Metrics& metrics;
  LiveHub live{};
  DeskHub desks{};
  Darkroom darkroom{};
  outbox::Workers press{2, 64};        // where papers are set
  outbox::Workers gatekeepers{2, 32};  // where passwords are tried: each try takes 64 MiB
  Census streams{};                    // by the client that listens
  Swapped<Settings> current{};
  Swapped<Providers> providers{};  // of payments, as the settings name them
  std::atomic<bool> draining{false};

  std::shared_ptr<const Settings> settings() const { return current.get(); }
};

}  // namespace server
