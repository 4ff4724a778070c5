#include "store/sqlite_corrections.hpp"

#include "store/sqlite_links.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_operations.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_telling.hpp"
#include "tokens/quote_hash.hpp"

namespace store {

using namespace orders;

namespace {

const Refusal no_such_order{Reason::not_found, "", "the shop has no such order"};

}  // namespace

Outcome<Link> replace_links(Connection& connection, const Sealing& sealing, const SealedLink& fresh,
                            std::optional<Channel> channel, const Actor& actor, Instant now) {
  const auto& [shop, order] = std::tie(fresh.link.shop, fresh.link.order);
  if (!found(connection, "SELECT 1 FROM orders WHERE shop = ? AND id = ?", shop, order)) return no_such_order;
  for (const auto& link : links(connection, shop, order)) {
    if (link.revoked_at || (channel && link.channel != *channel)) continue;
    if (auto revoked = revoke_link(connection, sealing, shop, link.id, actor, now); !revoked)
      return revoked.error();
  }
  auto added = add_link(connection, sealing, fresh, actor, now);
  // A key is 130 random bits: one that is taken is a fault of the caller, and the others stay as they were.
  if (!added) throw Unavailable("the link's key or id is taken");
  return added;
}

Outcome<Order> correct_contact(Connection& connection, const Sealing& sealing, ShopId shop,
                               const OrderRef& ref, const Customer& customer, SealedLink fresh, Notice notice,
                               Context context, const OperationId& operation) {
  if (const auto done = done_before(connection, shop, operation))
    return load_order(connection, shop, *done).value();
  const auto before = load_order(connection, shop, ref);
  if (!before) return no_such_order;
  context.quote_sha256 = tokens::quote_sha256;
  const auto after = apply(*before, EditOrder{.customer = customer}, context);
  if (!after) return after;
  if (after->version != before->version) {
    save_order(connection, *before, *after);
    write_evidence(connection, sealing, *before, *after);
    tell(connection, sealing, *before, *after, context.tell_customer ? Tell::customer : Tell::nobody);
  }
  fresh.link.shop = notice.shop = shop;
  fresh.link.order = before->id;
  notice.order = before->id;
  notice.link = fresh.link.id;
  const auto replaced = replace_links(connection, sealing, fresh, std::nullopt, context.actor, context.now);
  if (!replaced) return replaced.error();
  queue_notice(connection, notice);
  const auto now = load_order(connection, shop, before->id).value();
  record(connection, operation, "correct_contact", now);
  return now;
}

}  // namespace store
