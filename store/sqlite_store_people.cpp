#include "store/sqlite_api_keys.hpp"
#include "store/sqlite_people.hpp"
#include "store/sqlite_sessions.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::add_staff(Staff staff) {
  return write("add_staff",
               [staff = std::move(staff)](Connection& db) { return store::add_staff(db, staff); });
}
Task<std::vector<StaffMember>> SqliteStore::staff(ShopId shop) {
  return read("staff", [shop](Connection& db) { return store::staff(db, shop); });
}
Task<std::optional<Staff>> SqliteStore::find_staff(ShopId shop, StaffId id) {
  return read("find_staff", [shop, id](Connection& db) { return store::find_staff(db, shop, id); });
}
Task<std::vector<Staff>> SqliteStore::staff_by_email(std::string email) {
  return read("staff_by_email",
              [email = std::move(email)](Connection& db) { return store::staff_by_email(db, email); });
}
Task<Outcome<StaffMember>> SqliteStore::update_staff(StaffMember member, Instant now) {
  return write("update_staff", [member = std::move(member), now](Connection& db) {
    return store::update_staff(db, member, now);
  });
}
Task<Done> SqliteStore::set_sign_in(ShopId shop, StaffId id, SecretHash token, Instant until) {
  return write("set_sign_in", [shop, id, token, until](Connection& db) {
    return store::set_sign_in(db, shop, id, token, until);
  });
}
Task<std::optional<Staff>> SqliteStore::find_sign_in(SecretHash token, Instant now) {
  return read("find_sign_in", [token, now](Connection& db) { return store::find_sign_in(db, token, now); });
}
Task<bool> SqliteStore::take_sign_in(SecretHash token, Instant now) {
  return write("take_sign_in", [token, now](Connection& db) { return store::take_sign_in(db, token, now); });
}
Task<Done> SqliteStore::set_password(ShopId shop, StaffId id, std::string hash,
                                     std::optional<SessionId> keep) {
  return write("set_password", [shop, id, hash = std::move(hash), keep](Connection& db) {
    return store::set_password(db, shop, id, hash, keep);
  });
}
Task<Done> SqliteStore::rehash_password(ShopId shop, StaffId id, std::string before, std::string after) {
  return write("rehash_password",
               [shop, id, before = std::move(before), after = std::move(after)](Connection& db) {
                 return store::rehash_password(db, shop, id, before, after);
               });
}
Task<Done> SqliteStore::set_totp(ShopId shop, StaffId id, std::string sealed,
                                 std::vector<SecretHash> recovery_codes) {
  return write("set_totp", [shop, id, sealed = std::move(sealed), codes = std::move(recovery_codes)](
                               Connection& db) { return store::set_totp(db, shop, id, sealed, codes); });
}
Task<bool> SqliteStore::take_totp_step(ShopId shop, StaffId id, std::int64_t step) {
  return write("take_totp_step",
               [shop, id, step](Connection& db) { return store::take_totp_step(db, shop, id, step); });
}
Task<bool> SqliteStore::take_recovery_code(ShopId shop, StaffId id, SecretHash code) {
  return write("take_recovery_code",
               [shop, id, code](Connection& db) { return store::take_recovery_code(db, shop, id, code); });
}
Task<int> SqliteStore::recovery_codes_left(ShopId shop, StaffId id) {
  return read("recovery_codes_left",
              [shop, id](Connection& db) { return store::recovery_codes_left(db, shop, id); });
}
Task<Done> SqliteStore::open_session(SecretHash key, StaffSession session) {
  return write("open_session", [key, session = std::move(session)](Connection& db) {
    return store::open_session(db, key, session);
  });
}
Task<std::optional<SignedIn>> SqliteStore::find_session(SecretHash key) {
  return read("find_session", [key](Connection& db) { return store::find_session(db, key); });
}
Task<Done> SqliteStore::touch_session(SecretHash key, Instant at) {
  return write("touch_session", [key, at](Connection& db) { return store::touch_session(db, key, at); });
}
Task<std::vector<StaffSession>> SqliteStore::sessions(ShopId shop, StaffId staff) {
  return read("sessions", [shop, staff](Connection& db) { return store::sessions(db, shop, staff); });
}
Task<Done> SqliteStore::end_session(ShopId shop, SessionId id) {
  return write("end_session", [shop, id](Connection& db) { return store::end_session(db, shop, id); });
}
Task<std::size_t> SqliteStore::drop_sessions(Instant opened_before, Instant seen_before) {
  return write("drop_sessions", [opened_before, seen_before](Connection& db) {
    return store::drop_sessions(db, opened_before, seen_before);
  });
}
Task<Done> SqliteStore::add_api_key(ApiKey key) {
  return write("add_api_key", [key = std::move(key)](Connection& db) { return store::add_api_key(db, key); });
}
Task<std::optional<ApiKey>> SqliteStore::find_api_key(std::string public_id) {
  return read("find_api_key",
              [id = std::move(public_id)](Connection& db) { return store::find_api_key(db, id); });
}
Task<std::vector<ApiKeyInfo>> SqliteStore::api_keys(ShopId shop) {
  return read("api_keys", [shop](Connection& db) { return store::api_keys(db, shop); });
}
Task<Done> SqliteStore::revoke_api_key(ShopId shop, ApiKeyId id, Instant now) {
  return write("revoke_api_key",
               [shop, id, now](Connection& db) { return store::revoke_api_key(db, shop, id, now); });
}
Task<Done> SqliteStore::touch_api_key(ShopId shop, ApiKeyId id, Instant at) {
  return write("touch_api_key",
               [shop, id, at](Connection& db) { return store::touch_api_key(db, shop, id, at); });
}

}  // namespace store
