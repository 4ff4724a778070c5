#include "views/messages/staff_mail.hpp"

#include "views/mail_sheet.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

const Locale& english() { return Locale::fallback(); }

std::string news_of(const orders::Event* event) {
  if (!event) return "the link was opened for the first time";
  switch (event->kind) {
    case orders::EventKind::quote_decided:
      return event->status == name(orders::QuoteState::declined)             ? "quote declined"
             : event->status == name(orders::QuoteState::partially_approved) ? "quote approved in part"
                                                                             : "quote approved";
    case orders::EventKind::decision_undone: return "the answer to the quote was taken back";
    case orders::EventKind::document_signed: return "document signed";
    case orders::EventKind::payment_recorded:
      return event->status == name(orders::PaymentKind::refund)    ? "payment refunded"
             : event->status == name(orders::PaymentKind::dispute) ? "payment disputed"
                                                                   : "payment received";
    case orders::EventKind::message: return "message from the customer";
    case orders::EventKind::delegate_named: return "somebody else may collect";
    default: return "the customer did something";
  }
}

// Why a quote was declined, what a payment came to.
void add_detail(MailSheet& sheet, const orders::Order& order, const orders::Event& event) {
  const auto subject = event.subject.value_or(orders::Uuid{});
  for (const auto& quote : order.quotes)
    if (quote.id.uuid == subject && quote.decision) {
      sheet.fact("Quote",
                 std::to_string(quote.round) + ", " + english().money({totals(quote).gross, quote.currency}));
      if (!quote.decision->reason.empty()) sheet.fact("Reason", quote.decision->reason);
    }
  for (const auto& payment : order.payments)
    if (payment.id.uuid == subject) sheet.fact("Amount", english().money(payment.amount));
}

}  // namespace

MailText staff_alert_mail(const orders::Order& order, const orders::Event* event, const std::string& page,
                          const ShopContact& contact) {
  const auto news = news_of(event);
  MailSheet sheet{"Order " + order.number + ": " + news, contact, english()};
  sheet.headline("Order " + order.number + ": " + news);
  sheet.fact("Customer", short_name(order.customer.name));
  if (!order.devices.empty()) sheet.fact("Device", device_in_full(order.devices.front(), english()));
  if (event) {
    add_detail(sheet, order, *event);
    sheet.fact("When", english().date_time(event->at, contact.zone));
  }
  sheet.button("Open the order", page);
  return std::move(sheet).finish({});
}

MailText staff_sign_in_mail(const std::string& page, int minutes, const ShopContact& contact) {
  MailSheet sheet{"Sign in to " + contact.shop.name, contact, english()};
  sheet.headline("Sign in to " + contact.shop.name);
  sheet.paragraph("This link signs you in once, within " + std::to_string(minutes) + " minutes.");
  sheet.button("Sign in", page);
  sheet.paragraph("If you did not ask for it, leave it be: nobody can use it without this mail.");
  return std::move(sheet).finish({});
}

MailText checkpoint_mail(std::int64_t seq, const std::string& line, const ShopContact& contact) {
  MailSheet sheet{"Checkpoint " + std::to_string(seq) + " of the evidence", contact, english()};
  sheet.headline("Checkpoint " + std::to_string(seq) + " of the evidence");
  sheet.paragraph(
      "Please keep this mail. It proves, from outside the shop's computer, how far the record of approvals, "
      "signatures and payments had come. To hold the record against it, save the next line as a file and "
      "run: "
      "claimcheck verify --checkpoint FILE");
  sheet.paragraph(line);
  return std::move(sheet).finish({});
}

}  // namespace views
