#pragma once

#include "orders/order.hpp"
#include "views/mail.hpp"

#include <cstdint>
#include <string>

namespace views {

// Mails to those who work in the shop, in English like the console.

// What a customer or a provider did, by the event that tells of it; nullptr: the link was opened for the
// first time. `page` is the order's in the console, whole.
MailText staff_alert_mail(const orders::Order& order, const orders::Event* event, const std::string& page,
                          const ShopContact& contact);
// A one-time way in. `page` holds the token.
MailText staff_sign_in_mail(const std::string& page, int minutes, const ShopContact& contact);
// Where the evidence chain stood: kept outside the house, it shows a tail that was cut off later. `line` is
// the checkpoint as `verify --checkpoint` reads it.
MailText checkpoint_mail(std::int64_t seq, const std::string& line, const ShopContact& contact);

}  // namespace views
