#include "store/sqlite_reminders.hpp"

#include "orders/remind.hpp"
#include "store/sqlite_opt_outs.hpp"
#include "store/sqlite_order_rows.hpp"

#include <algorithm>

namespace store {

using namespace orders;
using std::chrono::days;

namespace {

void read_ids(Query& rows, std::vector<OrderId>& ids) {
  while (rows.next()) rows.read(ids.emplace_back());
}

// Every order that may be due, by its card; the rule has the last word. An index is named where SQLite would
// rather read the whole shop; `quote <> 'none'` is its own condition.
std::vector<OrderId> candidates(Connection& connection, ShopId shop, const NotifyPolicy& policy,
                                Instant now) {
  std::vector<OrderId> ids;
  if (const days early{policy.quote_reminder_days}; early.count() > 0) {
    Query rows{connection,
               "SELECT id FROM cards INDEXED BY cards_by_quote WHERE shop = ? AND open = 1 AND quote = "
               "'waiting' AND quote <> 'none' "
               "AND expires_at > ? AND expires_at <= ?",
               shop, now, now + early};
    read_ids(rows, ids);
  }
  if (const days every{policy.collection_reminder_days}; every.count() > 0) {
    Query rows{connection,
               "SELECT id FROM cards INDEXED BY cards_by_stage WHERE shop = ? AND stage = 'ready' AND "
               "created_at <= ?",
               shop, now - every};
    read_ids(rows, ids);
  }
  if (const days every{policy.payment_reminder_days}; every.count() > 0) {
    // What ended longer ago than the last reminder has not changed since then, or is none to remind of.
    Query rows{
        connection,
        "SELECT id FROM cards WHERE shop = ? AND stage = 'collected' AND updated_at >= ? AND balance > 0",
        shop, now - 4 * every};
    read_ids(rows, ids);
  }
  return ids;
}

}  // namespace

std::vector<Outgoing::Reminder> due_reminders(Connection& connection, const tokens::KeyRing& keys,
                                              ShopId shop, const NotifyPolicy& policy, Instant now,
                                              int most) {
  std::vector<Outgoing::Reminder> due;
  for (const auto& id : candidates(connection, shop, policy, now)) {
    if (std::ssize(due) >= most) break;
    const auto order = load_order(connection, shop, id);
    if (!order) continue;
    const auto told = due_reminder(*order, policy, now, StatusTable::standard());
    if (!told ||
        found(connection,
              "SELECT 1 FROM notices INDEXED BY notices_by_order WHERE shop = ? AND order_id = ? AND key = ?",
              shop, id, told->key))
      continue;
    const auto out = opted_out(connection, keys, shop, order->customer);
    if (!routes_for(policy, told->topic, order->customer, out).empty())
      due.push_back({id, told->topic, told->key});
  }
  return due;
}

}  // namespace store
