#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"
#include "tokens/keys.hpp"
#include "tokens/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace server {

// Who has proved the first factor and owes the second: lies sealed in the form that asks for it, for ten
// minutes.
struct Ticket {
  orders::ShopId shop{};
  orders::StaffId staff{};
  tokens::Entrance by = tokens::Entrance::password;
  orders::Instant at{};
  std::string next = {};
};
std::string seal_ticket(const tokens::KeyRing& keys, const Ticket& ticket);
std::optional<Ticket> open_ticket(const tokens::KeyRing& keys, std::string_view sealed, orders::Instant now);

// The shared secret of a second factor, as it is kept and as it lies in the form that asks to confirm it.
std::string seal_totp(const tokens::KeyRing& keys, std::string_view secret, const orders::StaffId& staff);
std::optional<std::string> open_totp(const tokens::KeyRing& keys, std::string_view sealed,
                                     const orders::StaffId& staff);

}  // namespace server
