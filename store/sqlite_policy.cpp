#include "store/sqlite_policy.hpp"

namespace store {

using namespace orders;

namespace {

// The columns behind the shop and the quiet hours.
auto columns(auto& p) {
  return std::tie(p.quote_reminder_days, p.collection_reminder_days, p.payment_reminder_days,
                  p.paid_messages_per_day, p.footer, p.version);
}

}  // namespace

NotifyPolicy notify_policy(Connection& connection, ShopId shop) {
  NotifyPolicy policy;
  std::optional<std::int64_t> from, until;
  if (!Query{connection,
             "SELECT quiet_from, quiet_until, quote_reminder_days, collection_reminder_days, "
             "payment_reminder_days, paid_messages_per_day, footer, version FROM notify_policies WHERE shop "
             "= ?",
             shop}
           .one(from, until, columns(policy)))
    return policy;
  if (from && until) policy.quiet = {std::chrono::minutes{*from}, std::chrono::minutes{*until}};
  for (Query rows{connection, "SELECT topic, route, happens FROM notify_rules WHERE shop = ?", shop};
       rows.next();) {
    Topic topic{};
    Route route{};
    When when{};
    rows.read(topic, route, when);
    policy.rules[{topic, route}] = when;
  }
  return policy;
}

Outcome<NotifyPolicy> set_notify_policy(Connection& connection, ShopId shop, NotifyPolicy policy) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", shop))
    return Refusal{Reason::not_found, "", "there is no such shop"};
  if (const auto checked = check_policy(policy); !checked) return checked.error();
  if (notify_policy(connection, shop).version != policy.version)
    return Refusal{Reason::conflict, "version", "it was changed in the meantime"};
  ++policy.version;
  std::erase_if(policy.rules, [](const auto& rule) {
    return rule.second == default_rule(rule.first.first, rule.first.second);
  });

  std::optional<std::int64_t> from, until;
  if (policy.quiet) from = policy.quiet->first.count(), until = policy.quiet->second.count();
  run(connection, "INSERT OR REPLACE INTO notify_policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", shop, from,
      until, columns(policy));
  run(connection, "DELETE FROM notify_rules WHERE shop = ?", shop);
  for (const auto& [where, when] : policy.rules)
    run(connection, "INSERT INTO notify_rules (shop, topic, route, happens) VALUES (?, ?, ?, ?)", shop,
        where.first, where.second, when);
  return policy;
}

}  // namespace store
