#pragma once

#include "server/config.hpp"
#include "store/store.hpp"
#include "tokens/keys.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace server {

class AssetShelf;
class Limits;
class Metrics;

// What SIGHUP may change while requests run: one immutable whole, swapped at once.
struct Settings {
  Config config{};
  tokens::KeyRing keys{};
  std::string public_url = {};  // resolved: scheme and host, no slash at the end
};

// What a handler works with; made once in `serve`, destroyed in reverse.
struct Services {
  store::Store& store;
  Limits& limits;
  AssetShelf& assets;
  Metrics& metrics;
  std::atomic<std::shared_ptr<const Settings>> settings_now{};
  std::atomic<bool> draining{false};

  std::shared_ptr<const Settings> settings() const { return settings_now.load(); }
};

}  // namespace server
