#include "server/cli/demo.hpp"

#include "server/admin/links.hpp"
#include "server/admin/request.hpp"
#include "server/cli/host.hpp"
#include "server/cli/run_task.hpp"
#include "server/clock.hpp"
#include "store/redis_link.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr auto shop_slug = "harbour";

json::object shop_request() {
  return {{"slug", shop_slug},
          {"name", "Harbour Repairs"},
          {"owner", "ann@harbour.example"},
          {"colour", "#0c5c6e"},
          {"logo", demo_logo},
          {"message", "Thank you for repairing instead of replacing."},
          {"phone", "+441632960123"},
          {"email", "hello@harbour.example"},
          {"website", "https://harbour.example"},
          {"address", json::array{"12 Quayside", "Porthaven", "PH1 2AB"}},
          {"hours", "mon-fri 09:00-17:30; sat 10:00-16:00"}};
}

json::object location_request() {
  return {{"shop", shop_slug},
          {"name", "Harbour Repairs Old Town"},
          {"phone", "+441632960456"},
          {"email", "oldtown@harbour.example"},
          {"address", json::array{"3 Fish Street", "Porthaven", "PH1 4CD"}},
          {"hours", "tue-sat 10:00-18:00"},
          {"colour", "#8a3b12"},
          {"message", "Ring twice: the workshop is at the back."}};
}

void check(const json::object& answer) {
  if (const auto* error = answer.if_contains("error")) throw Stop(failed, std::string(error->as_string()));
}

// One thing that happened in the shop: an order was brought in, or the next step with it was taken.
struct Moment {
  orders::Instant at{};
  orders::Order order{};
  std::optional<DemoOrder::Step> step = {};
};

// All orders together, so that the evidence of the shop was written in the order of its times.
std::vector<Moment> in_order_of_time(const std::vector<DemoOrder>& demo) {
  std::vector<Moment> all;
  for (const auto& [order, steps, shows] : demo) {
    all.push_back({order.created_at, order});
    for (const auto& step : steps) all.push_back({step.at, order, step});
  }
  std::ranges::stable_sort(all, {}, &Moment::at);
  return all;
}

Task<void> live_through(AdminContext& context, Moment moment) {
  const auto& [at, order, step] = moment;
  if (step) {
    auto rules = rule_context(at);
    rules.actor = step->actor;
    const auto changed = co_await context.store.change_order(order.shop, order.id, step->command,
                                                             std::move(rules), tokens::new_uuid(at));
    if (!changed) throw Stop(failed, changed.error().detail);
    co_return;
  }
  auto minted = mint_link(*context.settings(), order.shop, order.id, orders::Channel::copy, at);
  std::vector<store::SealedLink> links{std::move(minted.sealed)};
  const auto added =
      co_await context.store.add_order(order, std::move(links), tokens::new_uuid(at), store::Tell::nobody);
  if (!added) throw Stop(failed, added.error().detail);
}

Task<Demo> make_shop(AdminContext& context) {
  const auto shop_made = co_await init_shop(context, shop_request());
  check(shop_made);
  const auto location_made = co_await add_location(context, location_request());
  check(location_made);
  const auto shop = co_await context.store.find_shop(shop_slug);
  const auto locations = co_await context.store.locations(shop->id);
  for (const auto& moment : in_order_of_time(demo_orders(*shop, locations, now())))
    co_await live_through(context, moment);
  Demo demo;
  demo.api_key = json::value_to<std::string>(shop_made.at("api_key"));
  demo.sign_in = json::value_to<std::string>(shop_made.at("sign_in"));
  co_return demo;
}

// The demo's orders are told by their numbers: what became of them since is for the page to show.
Task<Demo> find_links(AdminContext& context, Demo demo) {
  const auto shop = co_await context.store.find_shop(shop_slug);
  if (!shop) co_return demo;
  const auto locations = co_await context.store.locations(shop->id);
  if (locations.size() < 2) co_return demo;
  for (const auto& [sample, steps, shows] : demo_orders(*shop, locations, now())) {
    const auto order = co_await context.store.find_order(shop->id, sample.number);
    if (!order) continue;
    const auto opened = co_await context.store.open_link(shop->id, order->id, orders::Channel::copy,
                                                         command_line_actor(), now());
    const auto path = opened ? reveal_url(*context.settings(), *opened) : std::nullopt;
    if (path) demo.links.push_back({*path, fmt::format("{}: {}", sample.number, shows)});
  }
  co_return demo;
}

Task<Demo> prepare(AdminContext& context) {
  const auto shops = co_await context.store.shops();
  Demo demo;
  if (shops.empty()) demo = co_await make_shop(context);
  co_return co_await find_links(context, std::move(demo));
}

}  // namespace

void use_demo_folder(Config& config) {
  const Config defaults;
  if (config.server.data_dir == defaults.server.data_dir) config.server.data_dir = "data/demo";
  if (config.keys.file == defaults.keys.file) config.keys.file = "data/demo.keys";
}

std::string nearby_redis() {
  const std::string url = "redis://127.0.0.1:6379";
  boost::asio::io_context loop{1};
  store::RedisLink link{loop, {.address = store::parse_redis_url(url)}};
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{25};
  while (!link.connected() && std::chrono::steady_clock::now() < until) loop.run_one_until(until);
  const bool answers = link.connected();
  link.stop();
  loop.run();
  return answers ? url : "";
}

Demo prepare_demo(const Config& config) {
  const auto options = store_options(config);
  if (!fs::exists(config.keys.file) && !store::exists(options)) {
    if (config.keys.file.has_parent_path()) fs::create_directories(config.keys.file.parent_path());
    tokens::KeyRing::create(config.keys.file);
  }
  auto settings = std::make_shared<Settings>(*make_settings(config, ""));
  settings->public_url.clear();  // paths: the address is known once the service listens
  boost::asio::io_context loop{1};
  const auto store = store::open(store_options(config, settings->keys));
  AdminContext context{*store, [settings] { return settings; }};
  return run_task(loop, prepare(context));
}

std::string demo_welcome(const Demo& demo, const Config& config, std::string_view public_url) {
  std::string out = "\nHarbour Repairs, a demo: open these links as its customers would.\n\n";
  for (const auto& link : demo.links)
    out += fmt::format("  {}{}\n      {}\n", public_url, link.path, link.shows);
  if (!demo.sign_in.empty())
    out += fmt::format("\nstaff sign-in (once, 24 h): {}{}\nAPI key (shown once): {}\n", public_url,
                       demo.sign_in, demo.api_key);
  out += config.redis.url.empty()
             ? "\nRedis: none on this machine, and none is needed.\n"
             : fmt::format("\nRedis: {}\n", store::place_of(store::parse_redis_url(config.redis.url)));
  return out + "\nCtrl-C ends it.\n";
}

}  // namespace server
