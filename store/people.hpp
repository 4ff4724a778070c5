#pragma once

#include "orders/outcome.hpp"
#include "orders/staff.hpp"
#include "store/task.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

using SecretHash = std::array<std::uint8_t, 32>;  // SHA-256 of what its holder presents

// A member of staff with what they prove themselves by.
struct Staff {
  orders::StaffMember member{};
  std::string password_hash = {};  // Argon2id; empty: none
  std::string sealed_totp = {};    // the shared secret, sealed; empty: no second factor
  SecretHash sign_in_hash{};       // of the one-time token
  orders::Instant sign_in_until{};
};

struct ApiKey {
  orders::ApiKeyInfo info{};
  SecretHash hash{};
};

// A session with whom it signs in.
struct SignedIn {
  orders::StaffSession session{};
  Staff staff{};
};

// Who works in the shops, and which machines call for them. Part of Store.
class People {
 public:
  virtual ~People() = default;

  virtual Task<orders::Done> add_staff(Staff staff) = 0;  // conflict: e-mail taken in this shop
  virtual Task<std::vector<orders::StaffMember>> staff(orders::ShopId shop) = 0;  // by name
  virtual Task<std::optional<Staff>> find_staff(orders::ShopId shop, orders::StaffId id) = 0;
  // In all shops, since one signs in without naming one. Disabled ones are left out.
  virtual Task<std::vector<Staff>> staff_by_email(std::string email) = 0;
  // Name, e-mail, role, location, alerts and whether disabled. Conflict: version moved on, e-mail taken, or
  // the shop would be left without an owner who can sign in. Disabling ends all their sessions.
  virtual Task<orders::Outcome<orders::StaffMember>> update_staff(orders::StaffMember member,
                                                                  orders::Instant now) = 0;

  // A fresh one-time token takes the place of the one before.
  virtual Task<orders::Done> set_sign_in(orders::ShopId shop, orders::StaffId id, SecretHash token,
                                         orders::Instant until) = 0;
  // Whose token it is, while it counts; looking changes nothing.
  virtual Task<std::optional<Staff>> find_sign_in(SecretHash token, orders::Instant now) = 0;
  // Uses it up: true for exactly one caller.
  virtual Task<bool> take_sign_in(SecretHash token, orders::Instant now) = 0;
  // Ends all sessions but `keep`, and any one-time token.
  virtual Task<orders::Done> set_password(orders::ShopId shop, orders::StaffId id, std::string hash,
                                          std::optional<orders::SessionId> keep) = 0;
  // The same hash made anew at today's cost; ends nothing.
  virtual Task<orders::Done> rehash_password(orders::ShopId shop, orders::StaffId id, std::string before,
                                             std::string after) = 0;
  // Empty: the second factor is taken away. Recovery codes are replaced.
  virtual Task<orders::Done> set_totp(orders::ShopId shop, orders::StaffId id, std::string sealed,
                                      std::vector<SecretHash> recovery_codes) = 0;
  // A time step counts once (RFC 6238 section 5.2): false when this one or a later one was used.
  virtual Task<bool> take_totp_step(orders::ShopId shop, orders::StaffId id, std::int64_t step) = 0;
  virtual Task<bool> take_recovery_code(orders::ShopId shop, orders::StaffId id, SecretHash code) = 0;
  virtual Task<int> recovery_codes_left(orders::ShopId shop, orders::StaffId id) = 0;

  // `key` is the hash of the cookie.
  virtual Task<orders::Done> open_session(SecretHash key, orders::StaffSession session) = 0;
  virtual Task<std::optional<SignedIn>> find_session(SecretHash key) = 0;
  virtual Task<orders::Done> touch_session(SecretHash key, orders::Instant at) = 0;
  virtual Task<std::vector<orders::StaffSession>> sessions(orders::ShopId shop,
                                                           orders::StaffId staff) = 0;  // latest first
  virtual Task<orders::Done> end_session(orders::ShopId shop, orders::SessionId id) = 0;
  virtual Task<std::size_t> drop_sessions(orders::Instant opened_before, orders::Instant seen_before) = 0;

  virtual Task<orders::Done> add_api_key(ApiKey key) = 0;
  virtual Task<std::optional<ApiKey>> find_api_key(std::string public_id) = 0;      // revoked ones too
  virtual Task<std::vector<orders::ApiKeyInfo>> api_keys(orders::ShopId shop) = 0;  // newest first
  virtual Task<orders::Done> revoke_api_key(orders::ShopId shop, orders::ApiKeyId id,
                                            orders::Instant now) = 0;
  virtual Task<orders::Done> touch_api_key(orders::ShopId shop, orders::ApiKeyId id, orders::Instant at) = 0;
};

}  // namespace store
