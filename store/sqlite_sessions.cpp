#include "store/sqlite_sessions.hpp"

#include "store/sqlite_people.hpp"

namespace store {

using namespace orders;

namespace {

const Refusal no_such_staff{Reason::not_found, "", "the shop has no such member of staff"};
const Refusal no_such_session{Reason::not_found, "", "there is no such session"};

Done done_if(bool happened, const Refusal& otherwise) {
  if (!happened) return otherwise;
  return std::monostate{};
}

auto columns(auto& session) {
  return std::tie(session.shop, session.id, session.staff, session.created_at, session.seen_at,
                  session.device, session.ip);
}

}  // namespace

Done set_sign_in(Connection& connection, ShopId shop, StaffId id, const SecretHash& token, Instant until) {
  return done_if(run(connection,
                     "UPDATE staff SET sign_in_hash = ?, sign_in_until = ? WHERE shop = ? AND id = ? AND "
                     "disabled_at IS NULL",
                     token, until, shop, id) == 1,
                 no_such_staff);
}

// The condition `sign_in_until > 0` is the index's own: without it SQLite would not use the index.
std::optional<Staff> find_sign_in(Connection& connection, const SecretHash& token, Instant now) {
  ShopId shop;
  StaffId id;
  if (!Query{connection,
             "SELECT shop, id FROM staff WHERE sign_in_hash = ? AND sign_in_until > 0 AND sign_in_until > ? "
             "AND disabled_at IS NULL",
             token, now}
           .one(shop, id)) {
    return std::nullopt;
  }
  return find_staff(connection, shop, id);
}

bool take_sign_in(Connection& connection, const SecretHash& token, Instant now) {
  return run(connection,
             "UPDATE staff SET sign_in_until = 0 WHERE sign_in_hash = ? AND sign_in_until > 0 AND "
             "sign_in_until > ? AND disabled_at IS NULL",
             token, now) == 1;
}

void drop_sign_in(Connection& connection, ShopId shop, StaffId id) {
  run(connection, "UPDATE staff SET sign_in_until = 0 WHERE shop = ? AND id = ?", shop, id);
}

Done set_password(Connection& connection, ShopId shop, StaffId id, const std::string& hash,
                  std::optional<SessionId> keep) {
  end_sessions(connection, shop, id, keep);
  return done_if(
      run(connection, "UPDATE staff SET password_hash = ?, sign_in_until = 0 WHERE shop = ? AND id = ?", hash,
          shop, id) == 1,
      no_such_staff);
}

Done rehash_password(Connection& connection, ShopId shop, StaffId id, const std::string& before,
                     const std::string& after) {
  return done_if(
      run(connection, "UPDATE staff SET password_hash = ? WHERE shop = ? AND id = ? AND password_hash = ?",
          after, shop, id, before) == 1,
      {Reason::conflict, "password", "it was changed in the meantime"});
}

// The last step stays with a secret that takes another's place, so that the code which confirmed it signs in
// nobody; it goes with the second factor, so that a clock which once ran ahead locks nobody out for good.
Done set_totp(Connection& connection, ShopId shop, StaffId id, const std::string& sealed,
              const std::vector<SecretHash>& recovery_codes) {
  if (run(connection,
          "UPDATE staff SET sealed_totp = ?1, totp_step = iif(length(?1) = 0, 0, totp_step) WHERE shop = ?2 "
          "AND id = ?3",
          Blob{sealed}, shop, id) == 0)
    return no_such_staff;
  run(connection, "DELETE FROM recovery_codes WHERE shop = ? AND staff = ?", shop, id);
  for (const auto& code : recovery_codes)
    run(connection, "INSERT INTO recovery_codes (shop, staff, hash) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        shop, id, code);
  return std::monostate{};
}

bool take_totp_step(Connection& connection, ShopId shop, StaffId id, std::int64_t step) {
  return run(connection, "UPDATE staff SET totp_step = ?1 WHERE shop = ?2 AND id = ?3 AND totp_step < ?1",
             step, shop, id) == 1;
}

bool take_recovery_code(Connection& connection, ShopId shop, StaffId id, const SecretHash& code) {
  return run(connection, "DELETE FROM recovery_codes WHERE shop = ? AND staff = ? AND hash = ?", shop, id,
             code) == 1;
}

int recovery_codes_left(Connection& connection, ShopId shop, StaffId id) {
  int left = 0;
  Query{connection, "SELECT count(*) FROM recovery_codes WHERE shop = ? AND staff = ?", shop, id}.one(left);
  return left;
}

Done open_session(Connection& connection, const SecretHash& key, const StaffSession& session) {
  const auto staff = find_staff(connection, session.shop, session.staff);
  if (!staff || staff->member.disabled_at) return no_such_staff;
  run(connection,
      "INSERT INTO sessions (key, shop, id, staff, created_at, seen_at, device, ip) VALUES (?,?,?,?,?,?,?,?)",
      key, columns(session));
  return std::monostate{};
}

std::optional<SignedIn> find_session(Connection& connection, const SecretHash& key) {
  SignedIn who;
  if (!Query{connection,
             "SELECT shop, id, staff, created_at, seen_at, device, ip FROM sessions WHERE key = ?", key}
           .one(columns(who.session))) {
    return std::nullopt;
  }
  auto staff = find_staff(connection, who.session.shop, who.session.staff);
  if (!staff || staff->member.disabled_at) return std::nullopt;
  who.staff = *std::move(staff);
  return who;
}

Done touch_session(Connection& connection, const SecretHash& key, Instant at) {
  return done_if(run(connection, "UPDATE sessions SET seen_at = ? WHERE key = ?", at, key) == 1,
                 no_such_session);
}

std::vector<StaffSession> sessions(Connection& connection, ShopId shop, StaffId staff) {
  std::vector<StaffSession> all;
  for (Query rows{connection,
                  "SELECT shop, id, staff, created_at, seen_at, device, ip FROM sessions WHERE shop = ? AND "
                  "staff = ? ORDER BY seen_at DESC, id DESC",
                  shop, staff};
       rows.next();) {
    rows.read(columns(all.emplace_back()));
  }
  return all;
}

Done end_session(Connection& connection, ShopId shop, SessionId id) {
  return done_if(run(connection, "DELETE FROM sessions WHERE shop = ? AND id = ?", shop, id) == 1,
                 no_such_session);
}

void end_sessions(Connection& connection, ShopId shop, StaffId staff, std::optional<SessionId> keep) {
  run(connection, "DELETE FROM sessions WHERE shop = ? AND staff = ? AND id IS NOT ?", shop, staff, keep);
}

std::size_t drop_sessions(Connection& connection, Instant opened_before, Instant seen_before) {
  return static_cast<std::size_t>(run(connection, "DELETE FROM sessions WHERE created_at < ? OR seen_at < ?",
                                      opened_before, seen_before));
}

}  // namespace store
