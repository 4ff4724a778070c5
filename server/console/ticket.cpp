#include "server/console/ticket.hpp"

#include "tokens/base64.hpp"
#include "tokens/seal.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;
using tokens::KeyUse;

namespace {

constexpr std::string_view ticket_place = "claimcheck/second-factor/v1";
constexpr auto ticket_life = std::chrono::minutes{10};

std::string totp_place(const orders::StaffId& staff) { return "claimcheck/totp/v1 " + staff.text(); }

}  // namespace

std::string seal_ticket(const tokens::KeyRing& keys, const Ticket& ticket) {
  const json::array parts{ticket.shop.text(), ticket.staff.text(), ticket.by == tokens::Entrance::link,
                          ticket.at.time_since_epoch().count(), ticket.next};
  return tokens::base64url(
      tokens::bytes(tokens::seal(keys, KeyUse::otp, json::serialize(parts), ticket_place)));
}

std::optional<Ticket> open_ticket(const tokens::KeyRing& keys, std::string_view sealed, orders::Instant now) {
  const auto raw = tokens::from_base64url(sealed);
  if (!raw) return std::nullopt;
  const auto text = tokens::open(keys, KeyUse::otp, *raw, ticket_place);
  if (!text) return std::nullopt;
  const auto parts = json::parse(*text).as_array();  // what was sealed here is what was written here
  Ticket ticket{.by = parts.at(2).as_bool() ? tokens::Entrance::link : tokens::Entrance::password,
                .at = orders::Instant{std::chrono::milliseconds{parts.at(3).as_int64()}},
                .next = std::string(parts.at(4).as_string())};
  ticket.shop = *orders::ShopId::parse(std::string(parts.at(0).as_string()));
  ticket.staff = *orders::StaffId::parse(std::string(parts.at(1).as_string()));
  if (now - ticket.at > ticket_life) return std::nullopt;
  return ticket;
}

std::string seal_totp(const tokens::KeyRing& keys, std::string_view secret, const orders::StaffId& staff) {
  return tokens::seal(keys, KeyUse::otp, secret, totp_place(staff));
}

std::optional<std::string> open_totp(const tokens::KeyRing& keys, std::string_view sealed,
                                     const orders::StaffId& staff) {
  return tokens::open(keys, KeyUse::otp, sealed, totp_place(staff));
}

}  // namespace server
