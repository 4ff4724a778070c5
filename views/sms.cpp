#include "views/sms.hpp"

namespace views {
namespace {

std::string whose(const ShopContact& contact, const std::string& order, const std::string& news,
                  const Locale& l) {
  return l.text("{shop}: order {number}. {news}",
                {{"shop", contact.shop.name}, {"number", order}, {"news", news}});
}

}  // namespace

std::string act_receipt_sms(const ActReceipt& receipt, const ShopContact& contact, const Locale& l) {
  const auto& phone = contact.location.contact.phone;
  auto text = whose(contact, receipt.order, act_news(receipt, l) + ".", l);
  text += ' ';
  // The number as it is dialled: the spaces of phone_text() would double what the message costs.
  text += phone.empty() ? l.text("Not you? Tell the shop at once.")
                        : l.text("Not you? Call {phone}", {{"phone", phone}});
  if (!receipt.link.empty()) text += ' ' + receipt.link;
  return text;
}

std::string new_link_sms(const NewLink& link, const ShopContact& contact, const Locale& l) {
  return whose(contact, link.order, l.text("Your new link:"), l) + ' ' + link.link;
}

}  // namespace views
