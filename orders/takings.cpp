#include "orders/takings.hpp"

#include <map>
#include <tuple>

namespace orders {

std::vector<Taking> takings(const std::vector<Payment>& payments, const Zone& zone) {
  std::map<std::tuple<Date, std::string, std::string_view>, Taking> by_day;
  for (const auto& payment : payments) {
    const auto day = zone.local(payment.received_at).date;
    const auto& [amount, currency] = payment.amount;
    auto& sum = by_day[{day, payment.method, currency.code()}];
    sum.day = day, sum.method = payment.method, sum.currency = currency;
    switch (payment.kind) {
      case PaymentKind::deposit:
      case PaymentKind::final: sum.taken += amount; break;
      case PaymentKind::refund:
      case PaymentKind::dispute: sum.returned += amount; break;
      case PaymentKind::dispute_won:
      case PaymentKind::refund_failed: sum.returned -= amount; break;
    }
  }
  std::vector<Taking> all;
  for (auto& [key, sum] : by_day) all.push_back(std::move(sum));
  return all;
}

}  // namespace orders
