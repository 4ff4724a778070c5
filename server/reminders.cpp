#include "server/reminders.hpp"

#include "tokens/uuid.hpp"

namespace server {

namespace {

constexpr int most_at_once = 500;  // of a shop; the rest has its turn in an hour

store::Task<std::size_t> remind(store::Store& store, orders::ShopId shop, const orders::NotifyPolicy& policy,
                                const store::Outgoing::Reminder& due, orders::Instant now) {
  const auto order = co_await store.find_order(shop, due.order);
  if (!order) co_return 0;
  const auto out = co_await store.opted_out(shop, order->customer);
  std::size_t queued = 0;
  for (const auto route : orders::routes_for(policy, due.topic, order->customer, out)) {
    store::Notice notice{.id = {tokens::new_uuid(now)},
                         .shop = shop,
                         .order = due.order,
                         .topic = due.topic,
                         .route = route,
                         .key = due.key,
                         .created_at = now,
                         .due_at = now};
    const auto done = co_await store.queue_notice(std::move(notice));
    if (done) ++queued;
  }
  co_return queued;
}

}  // namespace

store::Task<std::size_t> queue_reminders(store::Store& store, orders::Instant now) {
  std::size_t queued = 0;
  for (const auto& shop : co_await store.shops()) {
    const auto policy = co_await store.notify_policy(shop.id);
    for (const auto& due : co_await store.due_reminders(shop.id, policy, now, most_at_once))
      queued += co_await remind(store, shop.id, policy, due, now);
  }
  co_return queued;
}

}  // namespace server
