#include "views/sms.hpp"

#include "views/messages/gsm.hpp"

namespace views {
namespace {

std::string whose(const ShopContact& contact, const std::string& order, const std::string& news,
                  const Locale& l) {
  return l.text("{shop}: order {number}. {news}",
                {{"shop", contact.shop.name}, {"number", order}, {"news", news}});
}

std::string plain(std::string text, const Locale& l) { return l.right_to_left() ? text : plain_sms(text); }

}  // namespace

std::string act_receipt_sms(const ActReceipt& receipt, const ShopContact& contact, const Locale& l) {
  const auto& phone = contact.location.contact.phone;
  auto text = whose(contact, receipt.order, act_news(receipt, l) + ".", l);
  text += ' ';
  // The number as it is dialled: the spaces of phone_text() would double what the message costs.
  text += phone.empty() ? l.text("Not you? Tell the shop at once.")
                        : l.text("Not you? Call {phone}", {{"phone", phone}});
  text = plain(std::move(text), l);
  const auto whole = text + ' ' + receipt.link;
  return receipt.link.empty() || sms_size(whole).segments > 1 ? text : whole;
}

std::string new_link_sms(const NewLink& link, const ShopContact& contact, const Locale& l) {
  return plain(whose(contact, link.order, l.text("Your new link:"), l) + ' ' + link.link, l);
}

std::string entry_code_sms(const std::string& code, const ShopContact& contact, const Locale& l) {
  return plain(contact.shop.name + ": " + l.text("Your code: {code}", {{"code", code}}), l);
}

}  // namespace views
