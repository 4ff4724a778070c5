#pragma once

#include "views/mail.hpp"

#include <string>

namespace views {

// The same news as the mails in one short text each: the shop's name first, no price and no name of a person,
// the link last.
std::string act_receipt_sms(const ActReceipt& receipt, const ShopContact& contact, const Locale& locale);
std::string new_link_sms(const NewLink& link, const ShopContact& contact, const Locale& locale);

}  // namespace views
