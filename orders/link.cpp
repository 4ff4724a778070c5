#include "orders/link.hpp"

#include "orders/names.hpp"
#include "orders/shop.hpp"

#include <algorithm>

namespace orders {
namespace {

constexpr Names<Channel, 6> channels{{"sms", "email", "whatsapp", "copy", "qr", "share"}};
constexpr Names<Access, 3> accesses{{"full", "receipt", "gone"}};

}  // namespace

std::string_view name(Channel channel) { return channels.of(channel); }
std::string_view name(Access access) { return accesses.of(access); }
std::optional<Channel> parse_channel(std::string_view name) { return channels.parse(name); }

Rights default_rights(Channel channel) {
  if (channel != Channel::share) return {};
  return {.decide = false, .sign = false, .pay = false, .message = false, .prices = false};
}

bool may(const Rights& rights, Power power) {
  switch (power) {
    case Power::decide: return rights.decide;
    case Power::sign: return rights.sign;
    case Power::pay: return rights.pay;
    case Power::message: return rights.message;
  }
  return false;
}

LinkPolicy policy_of(const Shop& shop, LinkPolicy configured) {
  return {.max_days = shop.link_max_days.value_or(configured.max_days),
          .receipt_days = shop.receipt_days.value_or(configured.receipt_days)};
}

Standing link_access(const Link& link, const Order& order, const LinkPolicy& policy, Instant now) {
  using std::chrono::days;
  if (link.revoked_at) return {Access::gone, Ending::revoked};
  const Instant aged_at = link.issued_at + days{policy.max_days};
  if (!order.ended_at) {
    if (now >= aged_at) return {Access::gone, Ending::aged};
    return {Access::full, Ending::none, aged_at};
  }
  // The end of the order is told before the link's age: a new link would not open either.
  const auto ending = order.cancelled ? Ending::cancelled : Ending::completed;
  const Instant receipt_ends = std::max(*order.ended_at, link.issued_at) + days{policy.receipt_days};
  const auto until = std::min(receipt_ends, aged_at);
  if (now >= until || policy.receipt_days <= 0) return {Access::gone, ending};
  return {Access::receipt, ending, until};
}

}  // namespace orders
