#include "server/settings.hpp"

#include <fmt/format.h>

namespace server {

store::Options store_options(const Config& config) {
  return {.data_dir = config.server.data_dir,
          .url = config.store.url,
          .debounce = std::chrono::seconds{config.notifications.debounce_seconds}};
}

store::Options store_options(const Config& config, const tokens::KeyRing& keys) {
  auto options = store_options(config);
  options.keys = std::make_shared<const tokens::KeyRing>(keys);
  return options;
}

tokens::KeyRing load_keys(const Config& config) {
  const auto& file = config.keys.file;
  if (!std::filesystem::exists(file)) {
    const auto advice = store::exists(store_options(config))
                            ? "There are links that only its keys can open: put the file back."
                            : "Make one with: claimcheck init, or claimcheck keygen.";
    throw tokens::KeyFileError(fmt::format("the key file {} is missing. {}", file.string(), advice));
  }
  return tokens::KeyRing::load(file);
}

std::shared_ptr<const Settings> make_settings(const Config& config, std::string bound_url) {
  auto public_url = config.server.public_url.empty() ? bound_url : config.server.public_url;
  return std::make_shared<Settings>(config, load_keys(config), std::move(public_url));
}

store::OrderCache::Options cache_options(const Config& config, const tokens::KeyRing& keys) {
  store::OrderCache::Options options;
  if (!config.redis.url.empty())
    options.redis = store::RedisOptions{.address = store::parse_redis_url(config.redis.url)};
  options.shared = config.redis.shared;
  options.keys = std::make_shared<const tokens::KeyRing>(keys);
  return options;
}

}  // namespace server
