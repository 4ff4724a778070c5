#include "views/acting.hpp"
#include "views/record_words.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <ranges>

namespace views {
namespace {

using orders::PaymentKind;

Html one_payment(const orders::Payment& payment, const OrderView& view, const Locale& l) {
  auto amount = payment.amount;
  if (payment.kind == PaymentKind::refund || payment.kind == PaymentKind::dispute)
    amount.amount = -amount.amount;
  const auto how = payment.method.empty() ? std::string{} : " · " + payment_method(payment.method, l);
  return html(R"html(<tr><th scope="row">{}<bdi>{}</bdi><br><small>{}</small></th><td>{}</td></tr>
)html",
              payment_kind(payment.kind, l), how,
              moment(payment.received_at, l.date_time(payment.received_at, view.zone)), l.money(amount));
}

Html history(const OrderView& view, const Locale& l) {
  if (view.order.payments.empty()) return {};
  const auto newest_first = std::views::reverse(view.order.payments);
  return html(R"html(<table class="money"><caption>{}</caption>
<tbody>
{}</tbody>
</table>
)html",
              l.text("Payments so far"),
              each(newest_first, [&](const auto& payment) { return one_payment(payment, view, l); }));
}

Html pay_form(const OrderView& view, std::string_view what, const std::string& said, bool filled,
              const Locale& l) {
  return html(R"html(<form id="pay-{}" method="post" action="{}">
{}{}</form>
)html",
              what, below(view, "/pay", l), hidden_field("amount", what), submit_button(said, filled));
}

Html ways_to_pay(const OrderView& view, const orders::PaymentSummary& sums, const Locale& l) {
  if (!view.pays_online || !acts(view, orders::Power::pay) || sums.balance <= 0) return {};
  const auto money = [&](std::int64_t amount) { return l.money({amount, sums.currency}); };
  const auto deposit = deposit_due(view.order);
  Html forms;
  if (deposit > 0)
    forms += pay_form(view, "deposit", l.text("Pay {amount} deposit", {{"amount", money(deposit)}}),
                      asked(view) == Asked::pay_deposit, l);
  if (deposit < sums.balance)
    forms += pay_form(view, "balance", l.text("Pay {amount}", {{"amount", money(sums.balance)}}),
                      asked(view) == Asked::pay_rest, l);
  return forms +=
         html("<p class=\"quiet\">{}</p>\n",
              l.text("You pay on the payment provider's own page. Card numbers are entered there only."));
}

}  // namespace

Html payments(const OrderView& view, const Locale& l) {
  if (!view.link.rights.prices) return {};
  const auto sums = payment_summary(view.order, view.shop.currency);
  if (sums.due == 0 && view.order.payments.empty()) return {};
  const auto money = [&](std::int64_t amount) { return l.money({amount, sums.currency}); };
  const auto row = [&](const std::string& label, std::int64_t amount) {
    return html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
                label, money(amount));
  };
  const auto refunded = when(sums.refunded > 0, [&] { return row(l.text("Refunded"), sums.refunded); });
  const auto balance =
      html(R"html(<div class="total"><dt>{}</dt><dd>{}</dd></div>
)html",
           sums.balance < 0 ? l.text("Credit") : l.text("Left to pay"), money(std::abs(sums.balance)));
  const auto summary = html(R"html(<dl class="sums">
{}{}{}{}</dl>
)html",
                            row(l.text("Due"), sums.due), row(l.text("Paid"), sums.paid), refunded, balance);
  const auto whole = html("{}{}{}", summary, ways_to_pay(view, sums, l), history(view, l));
  const auto body =
      sums.balance == 0
          ? html(R"html(<details><summary><span class="yes">{}</span> <span class="quiet">{}</span></summary>
{}</details>
)html",
                 l.text("Paid in full"), money(sums.paid - sums.refunded), whole)
          : whole;
  return html(R"html(<section id="payment" aria-labelledby="payment-h" class="card">
<h2 id="payment-h">{}</h2>
{}</section>
)html",
              l.text("Payment"), body);
}

}  // namespace views
