#pragma once

#include "views/console/order_page.hpp"

#include <optional>
#include <string>

namespace views {

// A link's address with the words that bring it.
struct SharedLink {
  orders::Channel channel = orders::Channel::copy;
  std::string url = {};
  std::string subject = {};      // of mail
  std::string text = {};         // with the address in it; the address alone for the channel copy
  std::optional<Url> open = {};  // where the text is ready to be sent
};

// The same with what opens it, for the customer's contact.
SharedLink shared_link(orders::Channel channel, const orders::Customer& customer, std::string url,
                       std::string subject, std::string text);

// To copy and send from where no script runs.
Html share_sheet(const SharedLink& shared, const orders::Order& order);

enum class QrSize { label, a4 };  // 62 mm wide, or a whole page
Html qr_sheet(QrSize size, const std::string& url, const ConsoleView& view, const orders::Order& order,
              const orders::Location& location);

}  // namespace views
