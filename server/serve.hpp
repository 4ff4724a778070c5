#pragma once

#include "server/config.hpp"
#include "server/services.hpp"

#include <functional>
#include <string>

namespace server {

struct ServeOptions {
  // Called once, when all listeners are bound and requests are answered, after the two lines that name them.
  std::function<void(Services&)> ready = {};
  // Reads the configuration again on SIGHUP; what it throws is logged and the old one stays.
  std::function<Config()> reload = {};
};

// Runs the service until SIGTERM or SIGINT, then finishes what is in flight (at most 10 s). Prints where it
// listens. Throws tokens::KeyFileError, store::Locked, store::Damaged, store::NewerSchema and ConfigError
// before it listens.
void serve(const Config& config, const ServeOptions& options);

}  // namespace server
