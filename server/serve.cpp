#include "server/serve.hpp"

#include "server/admin/control_socket.hpp"
#include "server/asset_shelf.hpp"
#include "server/chores.hpp"
#include "server/house_contact.hpp"
#include "server/http/admin.hpp"
#include "server/http/limits.hpp"
#include "server/http/listener.hpp"
#include "server/http/metrics.hpp"
#include "server/http/redirect.hpp"
#include "server/http/tls.hpp"
#include "server/log.hpp"
#include "server/messages/courier.hpp"
#include "server/pages/page_shelf.hpp"
#include "server/payments.hpp"
#include "server/webhooks.hpp"
#include "store/open.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<TlsContext> read_certificate(const Config::Tls& files, const TlsContext* before = nullptr) {
  return std::make_shared<TlsContext>(files.certificate, files.key, before ? before->tickets() : nullptr);
}

// What an operator reads when Redis goes away, and when it is back.
store::OrderCache::Options told_cache_options(const Config& config, const tokens::KeyRing& keys) {
  auto options = cache_options(config, keys);
  if (!options.redis) return options;
  const auto tell = [place = store::place_of(options.redis->address)](bool reachable, auto reason) {
    if (reachable)
      log_info("redis is reachable again", {{"address", place}});
    else
      log_warn("redis is not reachable", {{"address", place}, {"reason", reason}});
  };
  options.redis->health = std::make_shared<store::RedisHealth>(tell);
  return options;
}

// A new configuration while requests run: what needs a restart stays as it was, and says so.
void reload(Services& services, Swapped<TlsContext>& tls, Limits& limits, outbox::HttpClient& http,
            const ServeOptions& options) {
  try {
    const auto before = services.settings();
    const bool encrypted = tls.get() != nullptr;
    auto config = options.reload();
    if (config.server != before->config.server || config.tls.certificate.empty() == encrypted ||
        config.store != before->config.store || config.redis != before->config.redis ||
        config.cache != before->config.cache)
      log_warn("some changed settings take effect after a restart",
               {{"tables", "server, tls, store, redis, cache"}});
    config.server = before->config.server;
    if (config.tls.certificate.empty() == encrypted) config.tls = before->config.tls;
    if (encrypted) tls.set(read_certificate(config.tls, tls.get().get()));
    config.store = before->config.store;
    config.redis = before->config.redis;
    config.cache = before->config.cache;
    limits.configure(config.limits);
    services.providers.set(make_providers(http, config));
    log_level(config.log.level);
    services.current.set(make_settings(config, before->public_url));
    log_info("configuration reloaded", {});
  } catch (const std::exception& error) {
    log_error("configuration not reloaded; the old one stays", {{"reason", std::string_view(error.what())}});
  }
}

}  // namespace

void serve(const Config& config, const ServeOptions& options) {
  log_start(config.log);
  auto keys = load_keys(config);  // before the store: a service that cannot open its links must not touch it
  Swapped<TlsContext> tls;
  const bool encrypted = !config.tls.certificate.empty();
  if (encrypted) tls.set(read_certificate(config.tls));
  asio::io_context main_loop{
      1};  // signals, the control socket; requests run on loops of their own. Outlives the store
  auto store = store::open(store_options(config, keys));
  store::OrderCache cache{*store, told_cache_options(config, keys)};
  PageShelf pages{std::size_t{config.cache.pages_mib} << 20};
  Limits limits{config.limits};
  AssetShelf assets{*store};
  HouseContact house;
  Metrics metrics{*store};
  outbox::Workers workers{4};
  outbox::HttpClient http{workers};
  Services services{*store, cache, pages, limits, assets, house, metrics};
  services.providers.set(make_providers(http, config));
  const auto publish = [&services](std::span<const store::Change> changes) {
    services.live.publish(changes);
    services.desks.publish(changes);
  };
  store->subscribe([&services, publish](std::span<const store::Change> changes) {
    services.cache.committed(changes);
    publish(changes);
  });
  services.current.set(std::make_shared<Settings>(config, std::move(keys), config.server.public_url));

  Server customers{services,
                   config.server.listen,
                   routes(),
                   Audience::customers,
                   process_deadlines(),
                   encrypted ? &tls : nullptr};
  std::optional<Server> redirects;
  if (!config.server.redirect_listen.empty())
    redirects.emplace(services, config.server.redirect_listen, redirect_routes());
  Server admin{services, config.server.admin_listen, admin_routes(), Audience::operators};
  services.current.set(make_settings(config, customers.url()));

  const auto refresh_house = [&] { asio::co_spawn(main_loop, house.refresh(*store), asio::detached); };
  refresh_house();
  main_loop.run();  // known before the first request
  main_loop.restart();
  ControlSocket control{main_loop,
                        {*store, [&] { return services.settings(); }, refresh_house},
                        config.server.data_dir / "claimcheck.sock"};
  Checkpoints checkpoints{*store, config.server.data_dir / Checkpoints::file_name};
  asio::co_spawn(main_loop, do_chores(*store, checkpoints), asio::detached);
  Courier courier{main_loop, services};
  Webhooks webhooks{main_loop, services};
  asio::signal_set ends{main_loop, SIGTERM, SIGINT};
  asio::signal_set reloads{main_loop, SIGHUP};
  const auto on_end = [&](auto, int) {
    log_info("stopping", {});
    services.draining = true;
    // What a mail server has just taken is noted, or it would go out again.
    courier.finish(2s, [&] { main_loop.stop(); });
  };
  ends.async_wait(on_end);
  std::function<void(boost::system::error_code, int)> on_reload = [&](boost::system::error_code error, int) {
    if (error) return;
    if (options.reload) reload(services, tls, limits, http, options);
    refresh_house();
    reloads.async_wait(on_reload);
  };
  reloads.async_wait(on_reload);

  cache.start(main_loop, publish);  // what other instances have changed
  customers.start();
  if (redirects) redirects->start();
  admin.start();
  control.start();
  courier.start();
  webhooks.start();
  fmt::print("listening on {}\nadmin on {}\n", customers.url(), admin.url());
  if (redirects) fmt::print("redirecting from {}\n", redirects->url());
  std::fflush(stdout);
  if (options.ready) options.ready(services);
  main_loop.run();

  webhooks.stop();
  control.stop();
  cache.stop();
  customers.stop();
  if (redirects) redirects->stop();
  admin.stop();
  store.reset();  // its threads wake the loops of those above: they end first
  log_info("stopped", {});
  log_stop();
}

}  // namespace server
