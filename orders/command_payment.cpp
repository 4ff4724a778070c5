#include "orders/change.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {
namespace {

// What was paid on one order stays far from the end of 64 bits.
constexpr std::int64_t most_paid = 1'000'000'000'000'000;

bool told_before(const Order& order, const RecordPayment& wanted) {
  return !wanted.provider.empty() && std::ranges::any_of(order.payments, [&](const Payment& payment) {
    return payment.provider == wanted.provider && payment.provider_object == wanted.provider_object &&
           payment.kind == wanted.kind;
  });
}

}  // namespace

Outcome<Changed> change(Order& order, const RecordPayment& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.method, longest_name, "method"); !checked)
    return checked.error();
  if (const auto checked = check_text(wanted.reference, longest_name, "reference"); !checked)
    return checked.error();
  if (told_before(order, wanted)) return Changed::no;
  const auto amount = wanted.amount.amount;
  const auto before = payment_summary(order, wanted.amount.currency);
  const auto held = before.paid - before.refunded;
  if (wanted.amount.currency != before.currency)
    return invalid("amount", "The order is in " + std::string(before.currency.code()) + ".");
  if (amount <= 0) return invalid("amount", "An amount is positive.");
  if (wanted.kind == PaymentKind::refund && wanted.provider.empty() && amount > held)
    return invalid("amount", "No more can be refunded than was paid.");
  if (amount > most_paid - std::max(before.paid, before.refunded))
    return invalid("amount", "The amount is out of range.");

  const auto& payment =
      order.payments.emplace_back(Payment{.id = {context.new_id()},
                                          .kind = wanted.kind,
                                          .amount = wanted.amount,
                                          .method = wanted.method,
                                          .reference = wanted.reference,
                                          .received_at = wanted.received_at.value_or(context.now),
                                          .provider = wanted.provider,
                                          .provider_object = wanted.provider_object});
  auto& event = add_event(order, EventKind::payment_recorded, context);
  event.status = name(wanted.kind);
  event.subject = payment.id.uuid;
  return Changed::yes;
}

Outcome<Changed> change(Order& order, const ReportMismatch& wanted, const Context& context) {
  if (const auto checked = check_text(wanted.detail, longest_note, "detail"); !checked)
    return checked.error();
  auto& event = add_event(order, EventKind::payment_mismatch, context);
  event.status = wanted.provider;
  event.note = wanted.detail;
  return Changed::yes;
}

}  // namespace orders
