#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orders {

enum class Role { owner, manager, technician, viewer };
std::string_view name(Role role);  // "manager"
std::optional<Role> parse_role(std::string_view name);

// What is asked of a person at the console, or of an API key, from the least to the most.
enum class Duty {
  view,    // read orders
  work,    // take orders in, move them on, quote, take payments, write, share links
  manage,  // cancel and reopen, decide for customers, templates, locations, exports
  own      // the shop itself, staff, API keys, webhooks
};

// An owner may all, a manager all but own, a technician view and work, a viewer view.
bool may(Role role, Duty duty);

// What an API key may.
enum class KeyScope { read, write, admin };
std::string_view name(KeyScope scope);
std::optional<KeyScope> parse_key_scope(std::string_view name);
// read: view; write: view, work and manage; admin: all.
bool may(KeyScope scope, Duty duty);

// Somebody who works in a shop, as others may see them: no secrets.
struct StaffMember {
  StaffId id{};
  ShopId shop{};
  std::optional<LocationId> location = {};  // sees this location's orders alone; nullopt: all
  std::string email = {};                   // unique in the shop, lower-case
  std::string name = {};
  Role role = Role::viewer;
  bool alerts = true;         // hears of what customers did by mail, beside the console
  bool has_password = false;  // else signs in by one-time links
  bool has_totp = false;      // a second factor is asked
  Instant created_at{};
  std::optional<Instant> disabled_at = {};  // may no longer sign in
  std::int64_t version = 1;
  friend bool operator==(const StaffMember&, const StaffMember&) = default;
};

// One browser that somebody is signed in with.
struct StaffSession {
  SessionId id{};
  StaffId staff{};
  ShopId shop{};
  Instant created_at{};
  Instant seen_at{};        // to the minute
  std::string device = {};  // "Firefox on Linux", from its User-Agent
  std::string ip = {};      // shortened
  friend bool operator==(const StaffSession&, const StaffSession&) = default;
};

// A machine that calls the API: no secrets.
struct ApiKeyInfo {
  ApiKeyId id{};
  ShopId shop{};
  std::optional<LocationId> location = {};  // reaches this location's orders alone
  std::string name = {};
  std::string public_id = {};  // the part that may be logged
  KeyScope scope = KeyScope::write;
  Instant created_at{};
  std::optional<Instant> used_at = {};  // to the minute
  std::optional<Instant> revoked_at = {};
  friend bool operator==(const ApiKeyInfo&, const ApiKeyInfo&) = default;
};

}  // namespace orders
