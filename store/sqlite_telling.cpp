#include "store/sqlite_telling.hpp"

#include "store/sqlite_feed.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_opt_outs.hpp"
#include "store/sqlite_policy.hpp"
#include "store/sqlite_webhooks.hpp"
#include "tokens/uuid.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

// A mail to everybody who is to know: who can sign in, wants alerts and sees the location.
void alert_staff(Connection& connection, const FeedEntry& entry) {
  std::vector<StaffId> all;
  for (Query rows{connection,
                  "SELECT id FROM staff WHERE shop = ? AND alerts = 1 AND disabled_at IS NULL AND (location "
                  "IS NULL OR location = ?)",
                  entry.shop, entry.location};
       rows.next();)
    rows.read(all.emplace_back());
  for (const auto& staff : all)
    queue_notice(connection, {.id = {tokens::new_uuid(entry.at)},
                              .shop = entry.shop,
                              .order = entry.order,
                              .topic = Topic::staff_alert,
                              .route = Route::email,
                              .staff = staff,
                              .key = std::string(name(entry.news)) + ':' + entry.id.text(),
                              .event = entry.id,
                              .created_at = entry.at,
                              .due_at = entry.at});
}

void publish(Connection& connection, FeedEntry entry, const Announcement& announced) {
  entry.id = announced.event;
  entry.news = announced.news;
  entry.detail = announced.detail;
  entry.subject = announced.subject;
  entry.by = announced.by;
  entry.at = announced.at;
  const bool alerts = alerts_staff(announced);
  entry.seq = append_feed(connection, entry, alerts);
  queue_deliveries(connection, entry);
  if (alerts) alert_staff(connection, entry);
}

void tell_customer(Connection& connection, const Sealing& sealing, const Order& order,
                   const std::vector<Telling>& all) {
  if (all.empty()) return;
  const auto policy = notify_policy(connection, order.shop);
  const auto out = opted_out(connection, sealing.keys, order.shop, order.customer);
  const auto now = order.updated_at;
  for (const auto& telling : all)
    for (const auto route : routes_for(policy, telling.topic, order.customer, out))
      queue_notice(connection,
                   {.id = {tokens::new_uuid(now)},
                    .shop = order.shop,
                    .order = order.id,
                    .topic = telling.topic,
                    .route = route,
                    .key = telling.key,
                    .event = telling.event,
                    .created_at = now,
                    .due_at = telling.topic == Topic::status_changed ? now + sealing.debounce : now});
}

}  // namespace

void tell(Connection& connection, const Sealing& sealing, const Order& before, const Order& after,
          Tell whom) {
  const auto& statuses = StatusTable::standard();
  const auto announced = announce(before, after, statuses);
  const FeedEntry entry{.shop = after.shop,
                        .location = after.location,
                        .order = after.id,
                        .number = after.number,
                        .version = after.version};
  for (const auto& one : announced) publish(connection, entry, one);
  if (std::ranges::find(announced, News::order_stage_changed, &Announcement::news) != announced.end())
    drop_outrun(connection, after.shop, after.id);
  if (whom == Tell::customer)
    tell_customer(connection, sealing, after, tellings(before, after, announced, statuses));
}

void tell_of_link(Connection& connection, const Link& link, News news, EventId event, ActorKind by,
                  Instant at) {
  FeedEntry entry{.shop = link.shop, .order = link.order};
  Query{connection, "SELECT location, number, version FROM orders WHERE shop = ? AND id = ?", link.shop,
        link.order}
      .one(entry.location, entry.number, entry.version);
  publish(connection, entry,
          {.news = news,
           .event = event,
           .at = at,
           .detail = std::string(name(link.channel)),
           .subject = link.id.uuid,
           .by = by});
  // A look raises no version, and yet whoever watches the feed is to hear of it.
  connection.note({link.shop, Change::Kind::order, link.order.uuid, entry.version});
}

}  // namespace store
