#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Who works in the shops, inside the transaction of the caller.

orders::Done add_staff(Connection& connection, Staff staff);
std::vector<orders::StaffMember> staff(Connection& connection, orders::ShopId shop);
std::optional<Staff> find_staff(Connection& connection, orders::ShopId shop, orders::StaffId id);
std::vector<Staff> staff_by_email(Connection& connection, const std::string& email);
orders::Outcome<orders::StaffMember> update_staff(Connection& connection, orders::StaffMember member,
                                                  orders::Instant now);

}  // namespace store
