#pragma once

#include "server/asset_shelf.hpp"
#include "server/house_contact.hpp"
#include "server/http/limits.hpp"
#include "server/http/listener.hpp"
#include "server/http/metrics.hpp"
#include "server/pages/page_shelf.hpp"
#include "store/open.hpp"
#include "tests/server/scratch.hpp"

#include <memory>
#include <span>
#include <string>

// A listener with those routes, on two loops, and all that stands behind one.
struct RunningListener {
  Scratch folder;
  std::unique_ptr<store::Store> store = store::open(
      {.data_dir = folder / "", .keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}))});
  store::OrderCache cache{*store, {}};
  server::PageShelf pages{1 << 20};
  server::Limits limits{{.requests_per_minute = 0}};
  server::AssetShelf assets{*store};
  server::HouseContact house;
  server::Metrics metrics{*store};
  server::Services services{*store, cache, pages, limits, assets, house, metrics};
  std::unique_ptr<server::Server> listener;

  explicit RunningListener(std::span<const server::Route> routes, std::string listen = "127.0.0.1:0",
                           server::Deadlines deadlines = server::process_deadlines(),
                           const server::Swapped<server::TlsContext>* tls = nullptr) {
    auto settings = std::make_shared<server::Settings>();
    settings->config.server.threads = 2;
    settings->config.limits.connections_per_ip = 0;
    services.current.set(std::move(settings));
    listener = std::make_unique<server::Server>(services, listen, routes, server::Audience::customers,
                                                deadlines, tls);
    listener->start();
  }
  ~RunningListener() {
    listener.reset();
    store.reset();
  }
  unsigned short port() const { return listener->port(); }
};
