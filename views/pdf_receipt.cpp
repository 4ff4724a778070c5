#include "views/pdf.hpp"
#include "views/pdf_order.hpp"
#include "views/record_words.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>
#include <cstdlib>

namespace views {
namespace {

constexpr double sums_height = 100;  // under the payments, points: they stay together

using orders::LineKind;
using orders::PaymentKind;
using orders::QuoteState;

void approved(Sheet& sheet, const OrderView& view, const Locale& l) {
  const auto* quote = quote_in_force(view.order);
  if (!quote || !quote->decision || !quote->decision->approved) return;
  sheet.space(18);
  sheet.heading(l.text("What was approved"), 2);
  const auto when = l.date_time(quote->decision->at, view.zone);
  const auto said = quote->state == QuoteState::partially_approved
                        ? l.text("Approved in part on {date}", {{"date", when}})
                        : l.text("Approved on {date}", {{"date", when}});
  const auto& name = quote->decision->name;
  sheet.row({{.text = said + (name.empty() ? "" : " · " + name), .style = {.tone = Tone::quiet}}}, 2);
  sheet.space(6);
  auto taken = quote->lines;
  std::erase_if(taken, [](const auto& line) { return line.kind != LineKind::required && !line.approved; });
  quote_lines(sheet, *quote, taken, quote->state, l);
  sheet.space(4);
  quote_sums(sheet, *quote, l);
}

void signatures(Sheet& sheet, const OrderView& view, std::span<const DrawnSignature> drawn, const Locale& l) {
  if (view.order.signatures.empty()) return;
  sheet.space(18);
  sheet.heading(l.text("What was signed"), 2);
  for (const auto& document : view.order.documents) {
    const auto* signature = signature_of(view.order, document);
    if (!signature) continue;
    const auto strokes = std::ranges::find(drawn, signature->id, &DrawnSignature::signature);
    const auto ink = strokes != drawn.end() ? std::optional{Ink{strokes->strokes}}
                     : signature->drawn     ? std::nullopt
                                            : std::optional{Ink{signature->name}};
    sheet.keep(100);
    sheet.space(6);
    sheet.row({{.text = document.title,
                .style = {.own = true},
                .note = l.text("version {n}", {{"n", std::to_string(document.version)}}) + " · " +
                        document.sha256}});
    sheet.space(4);
    if (ink) sheet.picture(*ink, 190, 52);
    const auto when = l.date_time(signature->signed_at, view.zone);
    sheet.row({{.text = signature->drawn ? l.text("Signed by {name} on {date}",
                                                  {{"name", signature->name}, {"date", when}})
                                         : l.text("Signed by {name}, typed, on {date}",
                                                  {{"name", signature->name}, {"date", when}}),
                .style = {.tone = Tone::quiet}}});
  }
}

bool takes_away(PaymentKind kind) { return kind == PaymentKind::refund || kind == PaymentKind::dispute; }

void payments(Sheet& sheet, const OrderView& view, const Locale& l) {
  const auto sums = payment_summary(view.order, view.shop.currency);
  const auto money = [&](std::int64_t amount) { return l.money({amount, sums.currency}); };
  sheet.space(18);
  if (!view.order.payments.empty()) {
    sheet.heading(l.text("Payments"), 2);
    sheet.space(4);
    std::vector<Row> rows;
    for (const auto& payment : view.order.payments) {
      auto amount = payment.amount;
      if (takes_away(payment.kind)) amount.amount = -amount.amount;
      rows.push_back({{l.date_time(payment.received_at, view.zone)},
                      {payment_kind(payment.kind, l)},
                      {payment_method(payment.method, l), payment.reference},
                      {l.money(amount)}});
    }
    sheet.table(
        {{.to = 0.38}, {.from = 0.39, .to = 0.6}, {.from = 0.6, .to = 0.8}, {.from = 0.8, .edge = Edge::end}},
        {{l.text("Received on")}, {l.text("What for")}, {l.text("Paid by")}, {l.text("Amount")}}, rows,
        sums_height);
    sheet.space(4);
  }
  sheet.keep(sums_height);
  sum(sheet, l.text("Due"), money(sums.due));
  sum(sheet, l.text("Paid"), money(sums.paid));
  if (sums.refunded > 0) sum(sheet, l.text("Refunded"), money(sums.refunded));
  const auto left = sums.balance < 0 ? l.text("Credit") : l.text("Left to pay");
  sum(sheet, left, money(std::abs(sums.balance)), true);
}

}  // namespace

std::string receipt_pdf(const OrderView& view, const Locale& l, std::span<const DrawnSignature> drawn) {
  const auto name = l.text("Receipt");
  return make_pdf(paper(name, view.order.number, view.shop, view.location, view.now), l, [&](Sheet& sheet) {
    letterhead(sheet, view.shop, view.location);
    title(sheet, name, l.text("Order") + " " + view.order.number);
    order_facts(sheet, view, l);
    fact(sheet, {.label = l.text("Issued on"), .value = l.date_time(view.now, view.zone)});
    approved(sheet, view, l);
    signatures(sheet, view, drawn, l);
    payments(sheet, view, l);
  });
}

}  // namespace views
