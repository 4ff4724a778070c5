#pragma once

#include "orders/notify.hpp"
#include "views/console/frame.hpp"

#include <optional>
#include <string>
#include <vector>

namespace views {

// The shop's settings: one page a section, the same tabs above all.
enum class Section { shop, locations, portal, notifications, templates, terms, webhooks, keys, exports };
Html settings_page(Section section, const Html& body, const ConsoleView& view);

// What stands in the fields: as it is kept, or as it was typed when something is at fault.
struct ShopForm {
  std::string name = {}, locale = {}, currency = {}, colour = {}, message = {};
  std::string tax_rates = {};  // one a line: percent, a space, the name
  bool decline_needs_reason = false;
  std::int64_t version = 1;
};
Html shop_settings(const ShopForm& form, const std::optional<orders::Logo>& logo, const Faults& faults,
                   const ConsoleView& view);

struct PortalForm {
  bool enabled = true;
  std::string redirect = {}, entry = {}, link_max_days = {}, receipt_days = {};
  std::int64_t version = 1;
  int configured_max_days = 0, configured_receipt_days = 0;  // what counts where nothing is typed
};
Html portal_settings(const PortalForm& form, const Faults& faults, const ConsoleView& view);

Html locations_list(const std::vector<orders::Location>& locations, const ConsoleView& view);

struct LocationForm {
  std::string id = {};  // empty: a new one
  std::string name = {}, phone = {}, email = {}, website = {}, address = {}, hours = {}, time_zone = {};
  std::string colour = {}, message = {};
  std::int64_t version = 1;
};
Html location_settings(const LocationForm& form, const std::optional<orders::Logo>& logo,
                       const Faults& faults, const ConsoleView& view);

// What customers hear of, by which route, and when. The fields hold what was typed.
struct MessagesForm {
  orders::NotifyPolicy policy{};  // its rules
  std::string quiet_from = {}, quiet_until = {};
  std::string quote_reminder_days = {}, collection_reminder_days = {}, payment_reminder_days = {};
  std::string paid_messages_per_day = {}, footer = {};
  std::int64_t version = 1;
};
Html message_settings(const MessagesForm& form, const std::vector<orders::NoticeRecord>& failed,
                      const Faults& faults, const ConsoleView& view);
std::string_view topic_line(orders::Topic topic);  // "Ready to collect"
std::string_view route_word(orders::Route route);  // "E-mail"
// The field of a switch: "status_changed.sms".
std::string rule_field(orders::Topic topic, orders::Route route);

// How a colour of the shop's reads on its customers' pages, light and dark, and what is made of it.
Html colour_preview(std::string_view colour);

}  // namespace views
