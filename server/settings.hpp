#pragma once

#include "server/config.hpp"
#include "store/open.hpp"
#include "store/order_cache.hpp"
#include "tokens/keys.hpp"

#include <memory>
#include <string>

namespace server {

// What SIGHUP may change while requests run: one immutable whole, swapped at once.
struct Settings {
  Config config{};
  tokens::KeyRing keys{};
  std::string public_url = {};  // resolved: scheme and host, no slash at the end
};

// The settings of a configuration; `bound_url` serves where it names no public URL.
std::shared_ptr<const Settings> make_settings(const Config& config, std::string bound_url);

// The key ring that the configuration names. Throws tokens::KeyFileError, with another sentence when a
// missing file lies beside a store whose links only its keys can open.
tokens::KeyRing load_keys(const Config& config);

// To look at the store, or, with the keys that sign its evidence, to open it.
store::Options store_options(const Config& config);
store::Options store_options(const Config& config, const tokens::KeyRing& keys);
// What pages are read through.
store::OrderCache::Options cache_options(const Config& config, const tokens::KeyRing& keys);

}  // namespace server
