#include "views/console/order_parts.hpp"
#include "views/record_words.hpp"

#include <fmt/format.h>

namespace views {
namespace {

using orders::Duty;

bool takes_away(orders::PaymentKind kind) {
  return kind == orders::PaymentKind::refund || kind == orders::PaymentKind::dispute;
}

Html row(const OrderDesk& desk, const orders::Payment& payment) {
  const auto reference = when(!payment.reference.empty(), [&] {
    return html(R"html( <bdi class="quiet">{}</bdi>)html", payment.reference);
  });
  const auto amount = takes_away(payment.kind) ? -payment.amount.amount : payment.amount.amount;
  return html(R"html(<tr><th scope="row">{}, {}{}</th><td>{}</td><td>{}</td></tr>
)html",
              payment_kind(payment.kind, desk.locale), payment_method(payment.method, desk.locale), reference,
              short_time(desk, payment.received_at), money_text(desk, amount, payment.amount.currency));
}

// What is asked for next: the deposit, else what is left.
std::int64_t asked(const OrderDesk& desk, const orders::PaymentSummary& sums) {
  const auto deposit = orders::deposit_due(desk.order);
  return deposit > 0 ? deposit : sums.balance > 0 ? sums.balance : 0;
}

Html form(const OrderDesk& desk, const orders::PaymentSummary& sums) {
  const auto amount = asked(desk, sums);
  const std::vector<Choice> kinds{{"deposit", "Deposit"}, {"final", "Payment"}, {"refund", "Refund"}};
  const std::vector<Choice> methods{{"cash", "cash"}, {"card", "card"}, {"bank_transfer", "bank transfer"}};
  const auto kind = orders::deposit_due(desk.order) > 0 ? "deposit" : "final";
  const auto fields =
      html(R"html({}<div class="fields">{}{}{}{}</div>
{})html",
           hidden("payment_currency", sums.currency.code()),
           order_choice(desk, {.label = "Kind", .name = "payment_kind", .value = kind}, kinds),
           order_field(desk, {.label = "Amount",
                              .name = "payment_amount",
                              .value = amount > 0 ? amount_text(amount, sums.currency) : std::string{},
                              .required = true}),
           order_choice(desk, {.label = "How", .name = "payment_method", .value = "cash"}, methods),
           order_field(desk, {.label = "Reference", .name = "payment_reference"}),
           press("Record", Weight::filled));
  return fold(desk,
              {.id = "pay",
               .summary = "Record a payment or refund",
               .key = "p",
               .fields = {"payment_amount", "payment_reference"}},
              order_form(desk, "/payments", fields));
}

}  // namespace

Html order_payments(const OrderDesk& desk) {
  const auto sums = payment_summary(desk.order, desk.console.shop.currency);
  const auto money = [&](std::int64_t amount) { return money_text(desk, amount, sums.currency); };
  const auto list = when(!desk.order.payments.empty(), [&] {
    return html(R"html(<div class="wide"><table class="money"><caption class="vh">Payments</caption>
<thead><tr><th scope="col">What</th><th scope="col">When</th><th scope="col">Amount</th></tr></thead>
<tbody>
{}</tbody></table></div>
<p><a href="{}" download>Receipt (PDF)</a></p>
)html",
                each(desk.order.payments, [&](const auto& payment) { return row(desk, payment); }),
                order_url(desk, "/receipt.pdf"));
  });
  const auto refunded = when(sums.refunded != 0, [&] {
    return html(R"html(<div><dt>Refunded</dt><dd>{}</dd></div>
)html",
                money(sums.refunded));
  });
  const auto record = when(desk.console.may(Duty::work), [&] { return form(desk, sums); });
  return html(R"html(<section class="panel" id="payments" aria-labelledby="payments-h">
<h2 id="payments-h">Payments</h2>
<dl class="sums">
<div><dt>Due</dt><dd>{}</dd></div>
<div><dt>Paid</dt><dd>{}</dd></div>
{}<div class="total"><dt>Balance</dt><dd>{}</dd></div>
</dl>
{}{}</section>
)html",
              money(sums.due), money(sums.paid), refunded, money(sums.balance), list, record);
}

}  // namespace views
