#include "store/sqlite_acts.hpp"

#include "store/sqlite_links.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_operations.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_telling.hpp"
#include "tokens/quote_hash.hpp"

namespace store {

using namespace orders;

namespace {

const Refusal no_such_link{Reason::not_found, "", "there is no such link"};
const Refusal link_over{Reason::gone, "", "the link has ended"};

bool opens(const LinkedOrder& found, const LinkPolicy& policy, Instant now) {
  return link_access(found.link, found.order, policy_of(found.shop, policy), now).access == Access::full;
}

// The fresh link takes its place in the order of the one that asked for it.
void place(SealedLink& fresh, const LinkedOrder& beside) {
  fresh.link.shop = beside.link.shop;
  fresh.link.order = beside.link.order;
}

void queue(Connection& connection, Notice notice, const LinkedOrder& about, std::optional<LinkUid> link,
           std::optional<EventId> event) {
  notice.shop = about.link.shop;
  notice.order = about.link.order;
  notice.link = link;
  notice.event = event;
  queue_notice(connection, notice);
}

}  // namespace

Outcome<LinkedOrder> act(Connection& connection, const Sealing& sealing, const CustomerAct& act) {
  auto found = find_link(connection, act.behind.key);
  if (!found) return no_such_link;
  // Before anything else: what was answered once is answered again, though the link has ended since.
  if (done_before(connection, found->link.shop, act.behind.operation)) return std::move(*found);
  if (!opens(*found, act.behind.policy, act.context.now)) return link_over;
  if (!may(found->link.rights, act.power)) return Refusal{Reason::forbidden, "", "this link may not do that"};

  auto context = act.context;
  context.actor = {ActorKind::customer, found->link.id.text()};
  context.quote_sha256 = tokens::quote_sha256;
  auto after = apply(found->order, act.command, context);
  if (!after) return after.error();
  record(connection, act.behind.operation, "act", *after);
  if (after->version == found->order.version) return std::move(*found);
  save_order(connection, found->order, *after);
  write_evidence(connection, sealing, found->order, *after, &act, &found->link);
  tell(connection, sealing, found->order, *after, Tell::customer);
  for (const auto& notice : act.notices)
    queue(connection, notice, *found, std::nullopt, after->events.back().id);
  found->order = *std::move(after);
  return std::move(*found);
}

Outcome<SealedLink> share_link(Connection& connection, const Sealing& sealing, const Behind& behind,
                               SealedLink fresh, Instant now) {
  const auto found = find_link(connection, behind.key);
  if (!found) return no_such_link;
  const Actor actor{ActorKind::customer, found->link.id.text()};
  const auto& shop = found->link.shop;
  if (done_before(connection, shop, behind.operation)) {
    SealedLink made;
    if (find_sealed_link(connection, shop, LinkUid{behind.operation}, made)) return made;
    return link_over;
  }
  if (!opens(*found, behind.policy, now)) return link_over;
  if (found->link.channel == Channel::share)
    return Refusal{Reason::forbidden, "", "a shared link is not shared again"};
  place(fresh, *found);
  fresh.link.id = {behind.operation};  // so that the operation's retry finds what it made
  fresh.link.channel = Channel::share;
  fresh.link.rights = default_rights(Channel::share);
  auto added = add_link(connection, sealing, fresh, actor, now, &behind);
  if (!added) return added.error();
  record(connection, behind.operation, "share_link", found->order);
  return fresh;
}

Done rotate_link(Connection& connection, const Sealing& sealing, const Behind& behind, SealedLink fresh,
                 Notice notice, Instant now) {
  const auto found = find_link(connection, behind.key);
  if (!found) return no_such_link;
  if (done_before(connection, found->link.shop, behind.operation)) return std::monostate{};
  if (!opens(*found, behind.policy, now)) return link_over;
  if (found->link.channel == Channel::share)
    return Refusal{Reason::forbidden, "", "a shared link is not replaced by who it was shared with"};
  const Actor actor{ActorKind::customer, found->link.id.text()};
  for (const auto& link : links(connection, found->link.shop, found->link.order))
    if (!link.revoked_at)
      if (auto revoked = revoke_link(connection, sealing, link.shop, link.id, actor, now, &behind); !revoked)
        return revoked;
  place(fresh, *found);
  auto added = add_link(connection, sealing, fresh, actor, now, &behind);
  if (!added) return added.error();
  record(connection, behind.operation, "rotate_link", found->order);
  queue(connection, std::move(notice), *found, fresh.link.id, std::nullopt);
  return std::monostate{};
}

bool resend_link(Connection& connection, const Sealing& sealing, const LinkKey& key, const LinkPolicy& policy,
                 SealedLink fresh, Notice notice, Instant now) {
  const auto found = find_link(connection, key);
  if (!found || found->link.channel == Channel::share) return false;
  place(fresh, *found);
  const auto own = policy_of(found->shop, policy);
  if (link_access(found->link, found->order, own, now).access != Access::gone) return false;
  if (link_access(fresh.link, found->order, own, now).access == Access::gone) return false;
  const auto& customer = found->order.customer;
  if ((notice.route == Route::email ? customer.email : customer.phone).empty()) return false;
  if (notice_since(connection, found->link.shop, found->link.order, notice.topic,
                   now - std::chrono::hours{1}))
    return false;
  const Actor actor{ActorKind::customer, found->link.id.text()};
  if (!add_link(connection, sealing, fresh, actor, now)) return false;
  queue(connection, std::move(notice), *found, fresh.link.id, std::nullopt);
  return true;
}

}  // namespace store
