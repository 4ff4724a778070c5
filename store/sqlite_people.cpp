#include "store/sqlite_people.hpp"

#include "store/sqlite_sessions.hpp"
#include "store/sqlite_shops.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

const Refusal no_such_staff{Reason::not_found, "", "the shop has no such member of staff"};
const Refusal no_such_location{Reason::invalid, "location", "the shop has no such location"};
const Refusal owner_of_all{Reason::invalid, "location", "an owner has all locations in hand"};
const Refusal email_taken{Reason::conflict, "email", "the shop has someone with this e-mail address"};

bool reaches(Connection& connection, ShopId shop, const std::optional<LocationId>& location) {
  return !location || found(connection, "SELECT 1 FROM locations WHERE shop = ? AND id = ?", shop, *location);
}

std::string lower(std::string email) {
  std::ranges::transform(email, email.begin(),
                         [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return email;
}

// Those who can put everything right again: without one, a shop could only be helped at its machine.
bool leads(const StaffMember& member) {
  return member.role == Role::owner && !member.disabled_at && !member.location;
}
bool has_another_lead(Connection& connection, const StaffMember& than) {
  return found(connection,
               "SELECT 1 FROM staff WHERE shop = ? AND id <> ? AND role = ? AND disabled_at IS NULL AND "
               "location IS NULL",
               than.shop, than.id, Role::owner);
}

template <class Ids>
std::vector<Staff> load_each(Connection& connection, const Ids& ids) {
  std::vector<Staff> all;
  for (const auto& [shop, id] : ids) all.push_back(*find_staff(connection, shop, id));
  return all;
}

}  // namespace

Done add_staff(Connection& connection, Staff staff) {
  auto& member = staff.member;
  member.email = lower(std::move(member.email));
  if (!has_shop(connection, member.shop)) return no_such_shop;
  if (!reaches(connection, member.shop, member.location)) return no_such_location;
  if (member.role == Role::owner && member.location) return owner_of_all;
  if (run(connection,
          "INSERT INTO staff (shop, id, email, name, role, sign_in_hash, sign_in_until, created_at, "
          "location, alerts, password_hash, sealed_totp, disabled_at, version) "
          "VALUES (?,?,?,?,?,?,?,?, ?,?,?,?,?,?) ON CONFLICT DO NOTHING",
          member.shop, member.id, member.email, member.name, member.role, staff.sign_in_hash,
          staff.sign_in_until, member.created_at, member.location, member.alerts, staff.password_hash,
          Blob{staff.sealed_totp}, member.disabled_at, member.version) == 0) {
    return email_taken;
  }
  return std::monostate{};
}

std::optional<Staff> find_staff(Connection& connection, ShopId shop, StaffId id) {
  Staff staff;
  auto& member = staff.member;
  if (!Query{connection,
             "SELECT shop, id, email, name, role, sign_in_hash, sign_in_until, created_at, location, alerts, "
             "password_hash, sealed_totp, disabled_at, version FROM staff WHERE shop = ? AND id = ?",
             shop, id}
           .one(member.shop, member.id, member.email, member.name, member.role, staff.sign_in_hash,
                staff.sign_in_until, member.created_at, member.location, member.alerts, staff.password_hash,
                Blob{staff.sealed_totp}, member.disabled_at, member.version)) {
    return std::nullopt;
  }
  member.has_password = !staff.password_hash.empty();
  member.has_totp = !staff.sealed_totp.empty();
  return staff;
}

std::vector<StaffMember> staff(Connection& connection, ShopId shop) {
  std::vector<std::pair<ShopId, StaffId>> ids;
  for (Query rows{connection, "SELECT shop, id FROM staff WHERE shop = ? ORDER BY name COLLATE NOCASE, id",
                  shop};
       rows.next();) {
    auto& [of, id] = ids.emplace_back();
    rows.read(of, id);
  }
  std::vector<StaffMember> all;
  for (auto& staff : load_each(connection, ids)) all.push_back(std::move(staff.member));
  return all;
}

std::vector<Staff> staff_by_email(Connection& connection, const std::string& email) {
  std::vector<std::pair<ShopId, StaffId>> ids;
  for (Query rows{connection,
                  "SELECT shop, id FROM staff WHERE email = ? AND disabled_at IS NULL ORDER BY shop, id",
                  lower(email)};
       rows.next();) {
    auto& [shop, id] = ids.emplace_back();
    rows.read(shop, id);
  }
  return load_each(connection, ids);
}

Outcome<StaffMember> update_staff(Connection& connection, StaffMember member, Instant now) {
  const auto staff = find_staff(connection, member.shop, member.id);
  if (!staff) return no_such_staff;
  const auto& before = staff->member;
  if (before.version != member.version)
    return Refusal{Reason::conflict, "version", "it was changed in the meantime"};
  member.email = lower(std::move(member.email));
  if (!reaches(connection, member.shop, member.location)) return no_such_location;
  if (member.role == Role::owner && member.location) return owner_of_all;
  if (found(connection, "SELECT 1 FROM staff WHERE shop = ? AND email = ? AND id <> ?", member.shop,
            member.email, member.id))
    return email_taken;
  if (leads(before) && !leads(member) && !has_another_lead(connection, member))
    return Refusal{Reason::conflict, "role", "the shop would be left without an owner"};
  if (member.disabled_at) member.disabled_at = before.disabled_at.value_or(now);
  ++member.version;
  run(connection,
      "UPDATE staff SET email = ?, name = ?, role = ?, location = ?, alerts = ?, disabled_at = ?, version = "
      "? "
      "WHERE shop = ? AND id = ?",
      member.email, member.name, member.role, member.location, member.alerts, member.disabled_at,
      member.version, member.shop, member.id);
  // A one-time token went to the address it was asked for.
  if (member.disabled_at || member.email != before.email) drop_sign_in(connection, member.shop, member.id);
  if (member.disabled_at) end_sessions(connection, member.shop, member.id, std::nullopt);
  return find_staff(connection, member.shop, member.id)->member;
}

}  // namespace store
