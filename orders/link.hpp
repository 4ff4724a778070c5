#pragma once

#include "orders/order.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace orders {

enum class Channel { sms, email, whatsapp, copy, qr, share };
std::string_view name(Channel channel);
std::optional<Channel> parse_channel(std::string_view name);

struct Rights {
  bool decide = true, sign = true, pay = true, message = true;
  bool prices = true;  // and personal data: false for `share`
  friend bool operator==(const Rights&, const Rights&) = default;
};
Rights default_rights(Channel channel);

// What a link may be asked to do.
enum class Power { decide, sign, pay, message };
bool may(const Rights& rights, Power power);

// One address to an order, without its code: the code is never kept.
struct Link {
  LinkUid id{};  // for the API and staff
  std::array<std::uint8_t, 32>
      key{};  // the link id of tokens, SHA-256 of the code: the store finds it by this
  ShopId shop{};
  OrderId order{};
  Channel channel = Channel::copy;
  std::string label = {};
  Rights rights{};
  Instant issued_at{};
  std::optional<Instant> revoked_at = {};
  std::int64_t version = 1;
  friend bool operator==(const Link&, const Link&) = default;
};

// How long links live.
struct LinkPolicy {
  int max_days = 180;    // from issue
  int receipt_days = 0;  // read-only after the end of the order
  friend bool operator==(const LinkPolicy&, const LinkPolicy&) = default;
};

struct Shop;
// The shop's own, and the configured one where the shop says nothing.
LinkPolicy policy_of(const Shop& shop, LinkPolicy configured);

enum class Access {
  full,     // see and act
  receipt,  // see only
  gone
};
std::string_view name(Access access);
enum class Ending { none, completed, cancelled, revoked, aged };

struct Standing {
  Access access = Access::gone;
  Ending ending = Ending::none;       // why it is not full
  std::optional<Instant> until = {};  // when `access` ends by time alone
  friend bool operator==(const Standing&, const Standing&) = default;
};

// The one rule about a link's life: full while the order is open; from the end of the order a receipt for
// `receipt_days` (counted from the end or the link's issue, whichever is later: imported dates are old), then
// gone. Revoked or older than `max_days` is gone, whatever the order does.
Standing link_access(const Link& link, const Order& order, const LinkPolicy& policy, Instant now);

}  // namespace orders
