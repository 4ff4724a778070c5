#include "orders/staff.hpp"

#include "orders/names.hpp"

namespace orders {

namespace {
constexpr Names<Role, 4> roles{{"owner", "manager", "technician", "viewer"}};
constexpr Names<KeyScope, 3> scopes{{"read", "write", "admin"}};
}  // namespace

std::string_view name(Role role) { return roles.of(role); }
std::optional<Role> parse_role(std::string_view name) { return roles.parse(name); }

bool may(Role role, Duty duty) {
  switch (role) {
    case Role::owner: return true;
    case Role::manager: return duty != Duty::own;
    case Role::technician: return duty == Duty::view || duty == Duty::work;
    case Role::viewer: return duty == Duty::view;
  }
  return false;
}

std::string_view name(KeyScope scope) { return scopes.of(scope); }
std::optional<KeyScope> parse_key_scope(std::string_view name) { return scopes.parse(name); }

bool may(KeyScope scope, Duty duty) {
  switch (scope) {
    case KeyScope::read: return duty == Duty::view;
    case KeyScope::write: return duty != Duty::own;
    case KeyScope::admin: return true;
  }
  return false;
}

}  // namespace orders
