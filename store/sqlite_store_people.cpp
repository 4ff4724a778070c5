#include "store/sqlite_people.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Done> SqliteStore::add_staff(Staff staff) {
  return write("add_staff",
               [staff = std::move(staff)](Connection& db) { return store::add_staff(db, staff); });
}
Task<std::vector<StaffMember>> SqliteStore::staff(ShopId) {
  throw Unavailable("staff is not written yet");
  co_return std::vector<StaffMember>{};
}
Task<std::optional<Staff>> SqliteStore::find_staff(ShopId, StaffId) {
  throw Unavailable("find_staff is not written yet");
  co_return std::optional<Staff>{};
}
Task<std::vector<Staff>> SqliteStore::staff_by_email(std::string) {
  throw Unavailable("staff_by_email is not written yet");
  co_return std::vector<Staff>{};
}
Task<Outcome<StaffMember>> SqliteStore::update_staff(StaffMember, Instant) {
  throw Unavailable("update_staff is not written yet");
  co_return Refusal{};
}
Task<Done> SqliteStore::set_sign_in(ShopId, StaffId, SecretHash, Instant) {
  throw Unavailable("set_sign_in is not written yet");
  co_return std::monostate{};
}
Task<std::optional<Staff>> SqliteStore::find_sign_in(SecretHash, Instant) {
  throw Unavailable("find_sign_in is not written yet");
  co_return std::optional<Staff>{};
}
Task<bool> SqliteStore::take_sign_in(SecretHash, Instant) {
  throw Unavailable("take_sign_in is not written yet");
  co_return bool{};
}
Task<Done> SqliteStore::set_password(ShopId, StaffId, std::string, std::optional<SessionId>) {
  throw Unavailable("set_password is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::rehash_password(ShopId, StaffId, std::string, std::string) {
  throw Unavailable("rehash_password is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::set_totp(ShopId, StaffId, std::string, std::vector<SecretHash>) {
  throw Unavailable("set_totp is not written yet");
  co_return std::monostate{};
}
Task<bool> SqliteStore::take_totp_step(ShopId, StaffId, std::int64_t) {
  throw Unavailable("take_totp_step is not written yet");
  co_return bool{};
}
Task<bool> SqliteStore::take_recovery_code(ShopId, StaffId, SecretHash) {
  throw Unavailable("take_recovery_code is not written yet");
  co_return bool{};
}
Task<int> SqliteStore::recovery_codes_left(ShopId, StaffId) {
  throw Unavailable("recovery_codes_left is not written yet");
  co_return int{};
}
Task<Done> SqliteStore::open_session(SecretHash, StaffSession) {
  throw Unavailable("open_session is not written yet");
  co_return std::monostate{};
}
Task<std::optional<SignedIn>> SqliteStore::find_session(SecretHash) {
  throw Unavailable("find_session is not written yet");
  co_return std::optional<SignedIn>{};
}
Task<Done> SqliteStore::touch_session(SecretHash, Instant) {
  throw Unavailable("touch_session is not written yet");
  co_return std::monostate{};
}
Task<std::vector<StaffSession>> SqliteStore::sessions(ShopId, StaffId) {
  throw Unavailable("sessions is not written yet");
  co_return std::vector<StaffSession>{};
}
Task<Done> SqliteStore::end_session(ShopId, SessionId) {
  throw Unavailable("end_session is not written yet");
  co_return std::monostate{};
}
Task<std::size_t> SqliteStore::drop_sessions(Instant, Instant) {
  throw Unavailable("drop_sessions is not written yet");
  co_return std::size_t{};
}
Task<Done> SqliteStore::add_api_key(ApiKey key) {
  return write("add_api_key", [key = std::move(key)](Connection& db) { return store::add_api_key(db, key); });
}
Task<std::optional<ApiKey>> SqliteStore::find_api_key(std::string public_id) {
  return read("find_api_key",
              [id = std::move(public_id)](Connection& db) { return store::find_api_key(db, id); });
}
Task<std::vector<ApiKeyInfo>> SqliteStore::api_keys(ShopId) {
  throw Unavailable("api_keys is not written yet");
  co_return std::vector<ApiKeyInfo>{};
}
Task<Done> SqliteStore::revoke_api_key(ShopId, ApiKeyId, Instant) {
  throw Unavailable("revoke_api_key is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::touch_api_key(ShopId, ApiKeyId, Instant) {
  throw Unavailable("touch_api_key is not written yet");
  co_return std::monostate{};
}

}  // namespace store
