#include "orders/notify.hpp"

#include "orders/names.hpp"

namespace orders {

namespace {
constexpr Names<Route, 3> routes{{"email", "sms", "whatsapp"}};
constexpr Names<Topic, 16> topics{{"confirmation", "status_changed", "quote_ready", "quote_reminder", "ready",
                                   "receipt", "collection_reminder", "payment_reminder", "message", "invite",
                                   "new_link", "act_receipt", "entry_code", "staff_alert", "staff_sign_in",
                                   "checkpoint"}};
constexpr Names<When, 3> whens{{"never", "fallback", "always"}};
constexpr Names<NoticeState, 5> states{{"queued", "sent", "delivered", "failed", "dropped"}};
}  // namespace

std::string_view name(Route route) { return routes.of(route); }
std::optional<Route> parse_route(std::string_view name) { return routes.parse(name); }
std::string_view name(Topic topic) { return topics.of(topic); }
std::optional<Topic> parse_topic(std::string_view name) { return topics.parse(name); }
std::string_view name(When when) { return whens.of(when); }
std::optional<When> parse_when(std::string_view name) { return whens.parse(name); }
std::string_view name(NoticeState state) { return states.of(state); }
std::optional<NoticeState> parse_notice_state(std::string_view name) { return states.parse(name); }

When default_rule(Topic, Route route) {
  switch (route) {
    case Route::email: return When::always;
    case Route::sms: return When::fallback;
    case Route::whatsapp: break;
  }
  return When::never;
}

When NotifyPolicy::rule(Topic topic, Route route) const {
  const auto own = rules.find({topic, route});
  return own == rules.end() ? default_rule(topic, route) : own->second;
}

}  // namespace orders
