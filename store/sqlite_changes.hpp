#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// What has changed, for those who keep copies.

Store::Tail tail_changes(Connection& connection, orders::Instant since);
std::size_t drop_changes(Connection& connection, orders::Instant before);

}  // namespace store
