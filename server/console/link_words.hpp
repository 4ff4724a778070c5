#pragma once

#include "server/console/desk.hpp"
#include "views/console/link_sheets.hpp"

namespace server {

// The words that bring a link by its channel: the shop's invitation in the customer's language, else the
// house's. For any other channel than SMS, WhatsApp and e-mail the address alone.
Task<views::SharedLink> words_of_link(Services& services, const Desk& desk, const orders::Order& order,
                                      orders::Channel channel, std::string url);

}  // namespace server
