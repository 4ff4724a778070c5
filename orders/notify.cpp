#include "orders/notify.hpp"

#include "orders/change.hpp"
#include "orders/names.hpp"
#include "orders/text.hpp"

#include <algorithm>

namespace orders {

using namespace std::chrono;

namespace {

constexpr Names<Route, 3> routes{{"email", "sms", "whatsapp"}};
constexpr Names<Topic, 16> topics{{"confirmation", "status_changed", "quote_ready", "quote_reminder", "ready",
                                   "receipt", "collection_reminder", "payment_reminder", "message", "invite",
                                   "new_link", "act_receipt", "entry_code", "staff_alert", "staff_sign_in",
                                   "checkpoint"}};
constexpr Names<When, 3> whens{{"never", "fallback", "always"}};
constexpr Names<NoticeState, 5> states{{"queued", "sent", "delivered", "failed", "dropped"}};

constexpr minutes midnight = days{1};
constexpr int longest_wait = 365;  // days

bool for_staff(Topic topic) {
  return topic == Topic::staff_alert || topic == Topic::staff_sign_in || topic == Topic::checkpoint;
}

const std::string& contact(const Customer& customer, Route route) {
  return route == Route::email ? customer.email : customer.phone;
}

// One public step has been reached: what its customer hears of it.
std::optional<Telling> step_reached(const Order& order, const Announcement& announced,
                                    const StatusTable& statuses) {
  switch (parse_stage(announced.detail).value_or(Stage::created)) {
    case Stage::received:
    case Stage::in_progress:
      return Telling{Topic::status_changed, "status_changed:" + announced.detail, announced.event};
    case Stage::ready:
      // Named by what a collection code is made of too: ready once more after a hold is the same.
      if (const auto* ready = ready_event(order, statuses))
        return Telling{Topic::ready, "ready:" + ready->id.text(), ready->id};
      return std::nullopt;
    default: return std::nullopt;  // what completes an order has an event of its own
  }
}

bool waits(const Order& order, std::string_view round) {
  return std::ranges::any_of(order.quotes, [&](const Quote& quote) {
    return quote.state == QuoteState::sent && std::to_string(quote.round) == round;
  });
}

std::optional<Telling> telling(const Order& after, const Announcement& announced,
                               const StatusTable& statuses) {
  switch (announced.news) {
    case News::order_created:
      if (after.ended_at) return std::nullopt;
      return Telling{Topic::confirmation, "confirmation", announced.event};
    case News::order_stage_changed: return step_reached(after, announced, statuses);
    case News::quote_sent:
      // One that was allowed beforehand is decided as it is sent: nothing waits for the customer.
      if (!waits(after, announced.detail)) return std::nullopt;
      return Telling{Topic::quote_ready, "quote_ready:" + announced.detail, announced.event};
    default: return std::nullopt;
  }
}

}  // namespace

std::string_view name(Route route) { return routes.of(route); }
std::optional<Route> parse_route(std::string_view name) { return routes.parse(name); }
std::string_view name(Topic topic) { return topics.of(topic); }
std::optional<Topic> parse_topic(std::string_view name) { return topics.parse(name); }
std::string_view name(When when) { return whens.of(when); }
std::optional<When> parse_when(std::string_view name) { return whens.parse(name); }
std::string_view name(NoticeState state) { return states.of(state); }
std::optional<NoticeState> parse_notice_state(std::string_view name) { return states.parse(name); }

bool is_switchable(Topic topic) {
  return std::ranges::find(switchable_topics, topic) != switchable_topics.end();
}

When default_rule(Topic topic, Route route) {
  switch (route) {
    case Route::email: return When::always;
    case Route::sms: return for_staff(topic) ? When::never : When::fallback;
    case Route::whatsapp: break;
  }
  return When::never;
}

When NotifyPolicy::rule(Topic topic, Route route) const {
  const auto own = rules.find({topic, route});
  return own == rules.end() ? default_rule(topic, route) : own->second;
}

Done check_policy(const NotifyPolicy& policy) {
  const auto in_year = [](int days) { return days >= 0 && days <= longest_wait; };
  if (!in_year(policy.quote_reminder_days)) return invalid("quote_reminder_days", "Days are 0 to 365.");
  if (!in_year(policy.collection_reminder_days))
    return invalid("collection_reminder_days", "Days are 0 to 365.");
  if (!in_year(policy.payment_reminder_days)) return invalid("payment_reminder_days", "Days are 0 to 365.");
  if (policy.paid_messages_per_day < 0) return invalid("paid_messages_per_day", "This is not negative.");
  const auto in_day = [](minutes time) { return time >= minutes{0} && time < midnight; };
  if (policy.quiet && !(in_day(policy.quiet->first) && in_day(policy.quiet->second)))
    return invalid("quiet", "Quiet hours begin and end at times of the day.");
  for (const auto& [where, when] : policy.rules)
    if (!is_switchable(where.first)) return invalid("rules", "This message always goes.");
  return check_text(policy.footer, longest_note, "footer");
}

std::vector<Route> routes_for(const NotifyPolicy& policy, Topic topic, const Customer& customer,
                              const std::vector<Route>& opted_out) {
  std::vector<Route> reached;
  for (const auto route : all_routes) {
    const bool out = std::ranges::find(opted_out, route) != opted_out.end() &&
                     (route != Route::email || is_switchable(topic));
    if (out || contact(customer, route).empty()) continue;
    const auto when = policy.rule(topic, route);
    if (when == When::always || (when == When::fallback && reached.empty())) reached.push_back(route);
  }
  return reached;
}

std::vector<Telling> tellings(const Order& before, const Order& after,
                              const std::vector<Announcement>& announced, const StatusTable& statuses) {
  std::vector<Telling> all;
  for (const auto& one : announced)
    if (one.by != ActorKind::customer)
      if (auto told = telling(after, one, statuses)) all.push_back(*std::move(told));
  for (std::size_t i = before.events.size(); i < after.events.size(); ++i) {
    const auto& event = after.events[i];
    if (event.actor.kind == ActorKind::customer || before.events.empty()) continue;
    if (event.kind == EventKind::order_completed)
      all.push_back({Topic::receipt, "receipt:" + event.id.text(), event.id});
    if (event.kind == EventKind::message)
      all.push_back({Topic::message, "message:" + event.id.text(), event.id});
  }
  return all;
}

Instant after_quiet(const NotifyPolicy& policy, const Zone& zone, Instant now) {
  if (!policy.quiet || policy.quiet->first == policy.quiet->second) return now;
  const auto [from, until] = *policy.quiet;
  const auto here = zone.local(now);
  const auto time = here.time_of_day;
  const bool over_midnight = from > until;
  const bool quiet = over_midnight ? time >= from || time < until : time >= from && time < until;
  if (!quiet) return now;
  const bool tomorrow = over_midnight && time >= from;
  // The hour that comes twice in autumn means its first turn, which may be over.
  return std::max(now, zone.at(Date{sys_days{here.date} + days{tomorrow ? 1 : 0}}, until));
}

}  // namespace orders
