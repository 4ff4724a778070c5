#include "orders/order.hpp"
#include "views/messages/template.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::Topic;

std::string day(const std::vector<orders::Span>& spans, const Locale& l) {
  std::string out;
  for (const auto& span : spans)
    out += (out.empty() ? "" : ", ") + l.wall_time(span.opens) + "\u2013" + l.wall_time(span.closes);
  return out;
}

// "Monday–Friday 09:00–17:30, Saturday 10:00–13:00": days that follow each other and are alike as one.
std::string week(const orders::OpeningHours& hours, const Locale& l) {
  std::string out;
  for (unsigned from = 0; from < 7;) {
    unsigned to = from;
    while (to + 1 < 7 && hours.week[to + 1] == hours.week[from]) ++to;
    if (!hours.week[from].empty()) {
      out += (out.empty() ? "" : ", ") + l.weekday(from + 1);
      if (to > from) out += "\u2013" + l.weekday(to + 1);
      out += ' ' + day(hours.week[from], l);
    }
    from = to + 1;
  }
  return out;
}

std::string devices(const orders::Order& order, const Locale& l) {
  std::vector<std::string> names;
  for (const auto& device : order.devices)
    if (names.size() < 3) names.push_back(device_name(device, l));
  return l.list(names);
}

std::string total(Topic topic, const orders::Order& order, const orders::Shop& shop, const Locale& l) {
  if (topic == Topic::quote_ready || topic == Topic::quote_reminder) {
    const auto* quote = quote_in_force(order);
    return quote ? l.money({totals(*quote).gross, quote->currency}) : std::string{};
  }
  const auto sums = payment_summary(order, shop.currency);
  const auto amount = topic == Topic::receipt ? sums.due : sums.balance;
  return amount > 0 ? l.money({amount, sums.currency}) : std::string{};
}

}  // namespace

MessageValues message_values(Topic topic, const ShopContact& contact, const orders::Order& order,
                             std::string link, const Locale& l) {
  const auto& phone = contact.location.contact.phone;
  MessageValues values{.shop = contact.shop.name,
                       .order = order.number,
                       .device = devices(order, l),
                       .status = step_name(step(order, orders::StatusTable::standard()), l),
                       .link = std::move(link),
                       .customer = order.customer.name,
                       .total = total(topic, order, contact.shop, l),
                       .hours = week(contact.location.hours, l),
                       .reason = order.promise_reason,
                       .phone = phone.empty() ? "" : phone_text(phone)};
  if (order.promised_at) values.ready_at = l.date(*order.promised_at, contact.zone);
  return values;
}

MessageValues longest_values(Topic, const ShopContact& contact, std::string_view public_url,
                             const Locale& l) {
  const auto& place = contact.location;
  const auto wednesday = orders::Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 23}};
  return {.shop = contact.shop.name,
          .order = "R-12345678",
          .device = device_name({.kind = "Laptop", .brand = "Meridian", .model = "Feather Book 14"}, l),
          .status = step_name(orders::Step::in_progress, l),
          .link = std::string(public_url) + "/t/0000g40r40m30e209185gr38e1wn8vv",
          .customer = "Alexandra Fitzgerald-Montgomery",
          .total = l.money({1'234'567, contact.shop.currency}),
          .ready_at = l.date(wednesday, contact.zone),
          .hours = place.hours.known() ? week(place.hours, l) : "",
          .reason = "The part came a day late",
          .phone = place.contact.phone.empty() ? "" : phone_text(place.contact.phone)};
}

}  // namespace views
