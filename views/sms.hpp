#pragma once

#include "views/mail.hpp"

#include <string>

namespace views {

// The same news as the mails in one short text each: the shop's name first, no price and no name of a person,
// the link last. Where the language has Latin letters they keep to the GSM alphabet, and a receipt that would
// not fit one message goes without its link.
std::string act_receipt_sms(const ActReceipt& receipt, const ShopContact& contact, const Locale& locale);
std::string new_link_sms(const NewLink& link, const ShopContact& contact, const Locale& locale);
std::string entry_code_sms(const std::string& code, const ShopContact& contact, const Locale& locale);

}  // namespace views
