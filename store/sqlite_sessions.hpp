#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// How staff sign in and stay signed in, inside the transaction of the caller.

orders::Done set_sign_in(Connection& connection, orders::ShopId shop, orders::StaffId id,
                         const SecretHash& token, orders::Instant until);
std::optional<Staff> find_sign_in(Connection& connection, const SecretHash& token, orders::Instant now);
bool take_sign_in(Connection& connection, const SecretHash& token, orders::Instant now);
void drop_sign_in(Connection& connection, orders::ShopId shop, orders::StaffId id);

orders::Done set_password(Connection& connection, orders::ShopId shop, orders::StaffId id,
                          const std::string& hash, std::optional<orders::SessionId> keep);
orders::Done rehash_password(Connection& connection, orders::ShopId shop, orders::StaffId id,
                             const std::string& before, const std::string& after);
orders::Done set_totp(Connection& connection, orders::ShopId shop, orders::StaffId id,
                      const std::string& sealed, const std::vector<SecretHash>& recovery_codes);
bool take_totp_step(Connection& connection, orders::ShopId shop, orders::StaffId id, std::int64_t step);
bool take_recovery_code(Connection& connection, orders::ShopId shop, orders::StaffId id,
                        const SecretHash& code);
int recovery_codes_left(Connection& connection, orders::ShopId shop, orders::StaffId id);

orders::Done open_session(Connection& connection, const SecretHash& key, const orders::StaffSession& session);
std::optional<SignedIn> find_session(Connection& connection, const SecretHash& key);
orders::Done touch_session(Connection& connection, const SecretHash& key, orders::Instant at);
std::vector<orders::StaffSession> sessions(Connection& connection, orders::ShopId shop,
                                           orders::StaffId staff);
orders::Done end_session(Connection& connection, orders::ShopId shop, orders::SessionId id);
// All of one member, but one to keep.
void end_sessions(Connection& connection, orders::ShopId shop, orders::StaffId staff,
                  std::optional<orders::SessionId> keep);
std::size_t drop_sessions(Connection& connection, orders::Instant opened_before, orders::Instant seen_before);

}  // namespace store
