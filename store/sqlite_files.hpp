#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Files that were uploaded to orders, inside the transaction of the caller.

orders::Done add_file(Connection& connection, const File& file);
std::optional<File> find_file(Connection& connection, orders::ShopId shop, orders::OrderId order,
                              orders::AttachmentId id);
std::size_t drop_stray_files(Connection& connection, orders::Instant before);

}  // namespace store
