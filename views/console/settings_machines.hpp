#pragma once

#include "orders/shop.hpp"
#include "orders/webhook.hpp"
#include "views/console/settings.hpp"

#include <string>
#include <vector>

namespace views {

// The systems that a shop works with: those told of happenings, those that call, and tables to take away.

struct WebhookForm {
  std::string id = {};  // empty: a new one
  std::string url = {}, description = {};
  std::vector<orders::News> news = {};  // none: all
  bool enabled = true;
  std::string fault = {};  // why it was switched off
  std::int64_t version = 1;
};
Html webhooks_list(const std::vector<orders::WebhookEndpoint>& all, const WebhookForm& typed,
                   const Faults& faults, const ConsoleView& view);
// With its deliveries, newest first; `next` is where older ones begin, empty: there are none.
Html webhook_settings(const WebhookForm& form, const std::vector<orders::WebhookDelivery>& deliveries,
                      const std::string& next, const Faults& faults, const ConsoleView& view);
// The field of an event: "event-order-created".
std::string news_field(orders::News news);

struct KeyForm {
  std::string name = {}, scope = "write", location = {};
};
Html keys_settings(const std::vector<orders::ApiKeyInfo>& keys,
                   const std::vector<orders::Location>& locations, const KeyForm& typed, const Faults& faults,
                   const ConsoleView& view);

// A secret that is shown this once, and where its reader goes on.
Html secret_once(std::string_view heading, std::string_view what_for, const std::string& secret,
                 const Url& onward);

struct ExportForm {
  std::string from = {}, to = {};  // days
};
Html exports_settings(const ExportForm& form, const Faults& faults);

}  // namespace views
