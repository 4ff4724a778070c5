#include "orders/change.hpp"
#include "orders/text.hpp"

namespace orders {
namespace {

// What was paid on one order stays far from the end of 64 bits.
constexpr std::int64_t most_paid = 1'000'000'000'000'000;

}  // namespace

Outcome<Changed> change(Order& order, const RecordPayment& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.method, longest_name, "method"); !checked)
    return checked.error();
  if (const auto checked = check_text(wanted.reference, longest_name, "reference"); !checked)
    return checked.error();
  const auto amount = wanted.amount.amount;
  const auto before = payment_summary(order, wanted.amount.currency);
  const auto held = before.paid - before.refunded;
  const bool refund = wanted.kind == PaymentKind::refund;
  if (wanted.amount.currency != before.currency)
    return invalid("amount", "The order is in " + std::string(before.currency.code()) + ".");
  if (amount <= 0) return invalid("amount", "An amount is positive.");
  if (refund && amount > held) return invalid("amount", "No more can be refunded than was paid.");
  if (amount > most_paid - (refund ? before.refunded : before.paid))
    return invalid("amount", "The amount is out of range.");

  order.payments.push_back({.id = {context.new_id()},
                            .kind = wanted.kind,
                            .amount = wanted.amount,
                            .method = wanted.method,
                            .reference = wanted.reference,
                            .received_at = wanted.received_at.value_or(context.now)});
  add_event(order, EventKind::payment_recorded, context).status = name(wanted.kind);
  return Changed::yes;
}

}  // namespace orders
