#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What has changed, for those who keep copies.

// One row of `changes`: the entity has this version, and these bytes, from now on.
void note_change(Connection& connection, Change::Kind kind, orders::ShopId shop, const orders::Uuid& entity,
                 std::int64_t version, std::shared_ptr<const std::string> snapshot);

Store::Tail tail_changes(Connection& connection, orders::Instant since);
std::size_t drop_changes(Connection& connection, orders::Instant before);

}  // namespace store
