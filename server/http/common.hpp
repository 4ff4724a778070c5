#pragma once

#include "server/http/census.hpp"
#include "server/http/client.hpp"
#include "server/http/gate.hpp"
#include "server/http/metrics.hpp"
#include "server/http/router.hpp"
#include "server/http/tls.hpp"
#include "server/http/turnstile.hpp"
#include "server/services.hpp"
#include "server/swapped.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace server {

// What all connections of a listener share.
struct Common {
  Common(Services& all, std::span<const Route> routes, bool limits, const Swapped<TlsContext>* context);

  static constexpr std::string_view no_route = "-";
  Metrics::OfRoute& counts(const Route* route) const {
    return *counts_[route ? static_cast<std::size_t>(route - router.routes().data()) : counts_.size() - 1];
  }

  Services& services;
  const Router router;
  const bool limited;                    // whether requests count against Limits
  const Swapped<TlsContext>* const tls;  // null: plain HTTP
  KnownHost known_host = {};
  std::vector<Network> trusted_proxies = {};
  Census census{};
  Turnstile turnstile{};

 private:
  std::vector<Metrics::OfRoute*> counts_;  // by the route's place in the table, and of none
};

}  // namespace server
