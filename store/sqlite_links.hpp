#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// The store's use cases about links, inside the transaction of the caller.

std::optional<LinkedOrder> find_link(Connection& connection, const LinkKey& key);
// The same, to be held by several; null: there is no such link.
std::shared_ptr<const LinkedOrder> find_shared_link(Connection& connection, const LinkKey& key);
std::vector<orders::Link> links(Connection& connection, orders::ShopId shop, orders::OrderId order);
orders::Outcome<orders::Link> add_link(Connection& connection, const Sealing& sealing, const SealedLink& link,
                                       const orders::Actor& actor, orders::Instant now,
                                       const Behind* behind = nullptr);
orders::Outcome<SealedLink> open_link(Connection& connection, const Sealing& sealing, orders::ShopId shop,
                                      orders::OrderId order, orders::Channel channel,
                                      const orders::Actor& actor, orders::Instant now);
orders::Outcome<SealedLink> copy_link(Connection& connection, const Sealing& sealing, orders::ShopId shop,
                                      orders::LinkUid id, const orders::Actor& actor, orders::Instant now);
orders::Done revoke_link(Connection& connection, const Sealing& sealing, orders::ShopId shop,
                         orders::LinkUid link, const orders::Actor& actor, orders::Instant now,
                         const Behind* behind = nullptr);
bool find_sealed_link(Connection& connection, orders::ShopId shop, orders::LinkUid id, SealedLink& link);
orders::Done note_view(Connection& connection, const LinkKey& key, const std::string& device,
                       orders::Instant now);
orders::Done note_preview(Connection& connection, const LinkKey& key);
std::int64_t link_previews(Connection& connection, orders::ShopId shop, orders::LinkUid link);
std::vector<LinkView> link_views(Connection& connection, orders::ShopId shop, orders::LinkUid link);

// A link of this order, whatever it says itself, and the proof that it was issued. False when its key or id
// is taken.
bool insert_link(Connection& connection, const Sealing& sealing, orders::ShopId shop, orders::OrderId order,
                 const SealedLink& link, const orders::Actor& actor, orders::EventId event,
                 const Behind* behind = nullptr);

}  // namespace store
