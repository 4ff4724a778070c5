#include "store/order_cache.hpp"

namespace store {

struct OrderCache::State {
  State(Store& of, Options how) : store{of}, options{std::move(how)} {}

  Store& store;
  Options options;
  Floors floors{};
};

OrderCache::OrderCache(Store& store, Options options)
    : state_{std::make_shared<State>(store, std::move(options))} {}
OrderCache::~OrderCache() = default;

void OrderCache::start(boost::asio::io_context&) {}
void OrderCache::stop() {}
bool OrderCache::exact() const { return !state_->options.shared; }
Floors& OrderCache::floors() { return state_->floors; }

Task<OrderCache::Look> OrderCache::look(LinkKey key, const Watched*) {
  auto found = co_await state_->store.find_link(key);
  Look look;
  if (found) look.found = std::make_shared<const LinkedOrder>(std::move(*found));
  co_return look;
}

void OrderCache::committed(std::span<const Change> changes) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  for (const auto& change : changes) state_->floors.raise(change, now);
}

Task<void> OrderCache::settled() { co_return; }
OrderCache::Counts OrderCache::counts() const { return {}; }

}  // namespace store
