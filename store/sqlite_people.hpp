#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The store's use cases about staff and the machines that call for a shop, inside the transaction of the
// caller.

orders::Done add_staff(Connection& connection, Staff staff);
std::vector<orders::StaffMember> staff(Connection& connection, orders::ShopId shop);
std::optional<Staff> find_staff(Connection& connection, orders::ShopId shop, orders::StaffId id);
std::vector<Staff> staff_by_email(Connection& connection, const std::string& email);
orders::Outcome<orders::StaffMember> update_staff(Connection& connection, orders::StaffMember member,
                                                  orders::Instant now);

orders::Done add_api_key(Connection& connection, const ApiKey& key);
std::optional<ApiKey> find_api_key(Connection& connection, const std::string& public_id);
std::vector<orders::ApiKeyInfo> api_keys(Connection& connection, orders::ShopId shop);
orders::Done revoke_api_key(Connection& connection, orders::ShopId shop, orders::ApiKeyId id,
                            orders::Instant now);
orders::Done touch_api_key(Connection& connection, orders::ShopId shop, orders::ApiKeyId id,
                           orders::Instant at);

}  // namespace store
