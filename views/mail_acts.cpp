#include "views/mail.hpp"
#include "views/mail_sheet.hpp"
#include "views/words.hpp"

namespace views {
namespace {

std::string subject(const std::string& order, const std::string& what, const Locale& l) {
  return l.text("Order {number}: {news}", {{"number", order}, {"news", what}});
}

// What whoever never did it has to do.
std::string not_me(const ShopContact& contact, const Locale& l) {
  const auto& phone = contact.location.contact.phone;
  if (phone.empty()) return l.text("Was this not you? Tell {shop} at once.", {{"shop", contact.shop.name}});
  return l.text("Was this not you? Call {shop} at once: {phone}",
                {{"shop", contact.shop.name}, {"phone", phone_text(phone)}});
}

}  // namespace

std::string act_news(const ActReceipt& receipt, const Locale& l) {
  switch (receipt.act) {
    case Act::approve:
      return receipt.in_part ? l.text("You approved part of the quote") : l.text("You approved the quote");
    case Act::decline: return l.text("You declined the quote");
    case Act::undo: return l.text("You took your answer to the quote back");
    case Act::sign: return l.text("You signed a document");
    case Act::pay: return l.text("Your payment has arrived");
    case Act::message: return l.text("You wrote to the shop");
    case Act::share: return l.text("You passed on a link that only shows the status");
    case Act::rotate: return l.text("You replaced the link to your order");
    case Act::name_delegate: break;
  }
  return l.text("You named somebody to collect the order");
}

MailText act_receipt_mail(const ActReceipt& receipt, const ShopContact& contact, const Locale& l,
                          const MailFoot& foot) {
  const auto what = act_news(receipt, l);
  MailSheet sheet{subject(receipt.order, what, l), contact, l};
  sheet.headline(what);
  sheet.fact(l.text("Order"), receipt.order);
  if (receipt.amount) sheet.fact(l.text("Amount"), l.money(*receipt.amount));
  if (!receipt.document.empty()) sheet.fact(l.text("Document"), receipt.document);
  if (!receipt.name.empty()) sheet.fact(l.text("Typed name"), receipt.name);
  sheet.fact(l.text("When"), l.date_time(receipt.at, contact.zone));
  if (!receipt.reference.empty()) sheet.fact(l.text("Reference"), receipt.reference);
  sheet.paragraph(not_me(contact, l));
  if (!receipt.link.empty()) {
    sheet.paragraph(
        l.text("On the page of your order you can also replace its link, so that the old one stops "
               "working."));
    sheet.button(l.text("Open the order"), receipt.link);
  }
  return std::move(sheet).finish(foot);
}

MailText new_link_mail(const NewLink& link, const ShopContact& contact, const Locale& l,
                       const MailFoot& foot) {
  const auto what = l.text("Your new link");
  MailSheet sheet{subject(link.order, what, l), contact, l};
  sheet.headline(what);
  sheet.paragraph(link.replaces ? l.text("Here is the new link to your order. The old one no longer works.")
                                : l.text("Here is the link to your order that you asked for."));
  sheet.button(l.text("Open the order"), link.link);
  if (link.ends_at)
    sheet.paragraph(l.text("It works until {date}.", {{"date", l.date(*link.ends_at, contact.zone)}}));
  sheet.paragraph(l.text("Anyone with this link can see this order, so share it with care."));
  sheet.paragraph(not_me(contact, l));
  return std::move(sheet).finish(foot);
}

MailText entry_code_mail(const std::string& order, const std::string& code, const ShopContact& contact,
                         const Locale& l) {
  const auto what = l.text("Your code: {code}", {{"code", code}});
  MailSheet sheet{subject(order, l.text("your code"), l), contact, l};
  sheet.headline(what);
  sheet.paragraph(
      l.text("Type it on the page that asked for it, within ten minutes. We never ask you for it."));
  return std::move(sheet).finish({});
}

}  // namespace views
