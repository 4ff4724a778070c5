#pragma once

#include "orders/announce.hpp"
#include "orders/outcome.hpp"
#include "orders/shop.hpp"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orders {

// The ways by which a message goes out.
enum class Route { email, sms, whatsapp };
std::string_view name(Route route);
std::optional<Route> parse_route(std::string_view name);
inline constexpr std::array all_routes{Route::email, Route::sms, Route::whatsapp};

// What a message is about. Those up to `invite` are a shop's to switch and to word; the rest always go.
enum class Topic {
  confirmation,         // the order was taken in
  status_changed,       // once for each public step that has no message of its own
  quote_ready,          // a quote waits for a decision
  quote_reminder,       // it still waits and ends soon
  ready,                // ready for collection
  receipt,              // completed, with the receipt
  collection_reminder,  // ready for long
  payment_reminder,     // completed and not paid
  message,              // the shop wrote
  invite,               // staff send the link by hand
  new_link,             // the customer asked for another link, or staff corrected the contact
  act_receipt,          // what the customer did, to the other contact
  entry_code,           // one-time code to open a link
  staff_alert,          // a customer did something
  staff_sign_in,        // a one-time link to sign in
  checkpoint            // the evidence chain's head, to the owner
};
std::string_view name(Topic topic);
std::optional<Topic> parse_topic(std::string_view name);
inline constexpr std::array switchable_topics{
    Topic::confirmation, Topic::status_changed, Topic::quote_ready,         Topic::quote_reminder,
    Topic::ready,        Topic::receipt,        Topic::collection_reminder, Topic::payment_reminder,
    Topic::message,      Topic::invite};
bool is_switchable(Topic topic);

// fallback: only when no other route that comes before it reaches the customer.
enum class When { never, fallback, always };
std::string_view name(When when);
std::optional<When> parse_when(std::string_view name);

// A shop's switches for what customers hear, when, and how much of it costs.
struct NotifyPolicy {
  std::map<std::pair<Topic, Route>, When> rules = {};  // what differs from `default_rule`
  // Local wall time between which nothing but new_link, act_receipt and entry_code is sent to customers; may
  // run over midnight.
  std::optional<std::pair<std::chrono::minutes, std::chrono::minutes>> quiet = {};
  int quote_reminder_days = 2;       // before the quote ends; 0: none. As are the next two
  int collection_reminder_days = 7;  // after it became ready, and as often again, three times at most
  int payment_reminder_days = 7;     // after completion, likewise
  int paid_messages_per_day = 0;     // most SMS and WhatsApp of the shop in one day; 0: unlimited
  std::string footer = {};           // stands below every message by mail; empty: only the shop's contact
  std::int64_t version = 1;
  When rule(Topic topic, Route route) const;
  friend bool operator==(const NotifyPolicy&, const NotifyPolicy&) = default;
};
// E-mail always, SMS as fallback, WhatsApp never; reminders and what always goes likewise. Staff and owners
// have e-mail alone.
When default_rule(Topic topic, Route route);
// Refused as invalid: days not 0 to 365, quiet hours that are no time of the day, a negative allowance, a
// footer that is too long, a rule for a topic that is not a shop's to switch.
Done check_policy(const NotifyPolicy& policy);

// By which routes a customer hears of a topic: the policy's, without those that they have no contact for or
// have opted out of. An opt-out from e-mail does not reach what always goes: who asks for a link gets it.
std::vector<Route> routes_for(const NotifyPolicy& policy, Topic topic, const Customer& customer,
                              const std::vector<Route>& opted_out);

// What the customer is told of a change, beside what they did themselves. `key` is the same for what must be
// told once: "status_changed:in_progress", "quote_ready:2", "ready:evt_…".
struct Telling {
  Topic topic = Topic::confirmation;
  std::string key = {};
  EventId event{};
  friend bool operator==(const Telling&, const Telling&) = default;
};
std::vector<Telling> tellings(const Order& before, const Order& after,
                              const std::vector<Announcement>& announced, const StatusTable& statuses);

// The first instant from `now` at which customers may be disturbed, by the wall clock of `zone`.
Instant after_quiet(const NotifyPolicy& policy, const Zone& zone, Instant now);

// A shop's own words for a topic, route and language; merge fields in double braces. What has none is worded
// by the house.
struct MessageTemplate {
  Topic topic = Topic::confirmation;
  Route route = Route::email;
  std::string locale = {};   // BCP 47
  std::string subject = {};  // of e-mail
  std::string body = {};
  std::int64_t version = 1;
  friend bool operator==(const MessageTemplate&, const MessageTemplate&) = default;
};

// One message as the history of an order shows it.
enum class NoticeState { queued, sent, delivered, failed, dropped };
std::string_view name(NoticeState state);
std::optional<NoticeState> parse_notice_state(std::string_view name);

struct NoticeRecord {
  NoticeId id{};
  std::optional<OrderId> order = {};
  std::string number = {};  // of the order
  Topic topic = Topic::confirmation;
  Route route = Route::email;
  NoticeState state = NoticeState::queued;
  int attempts = 0;
  std::string detail = {};  // why it failed or was dropped
  Instant created_at{};
  Instant due_at{};
  std::optional<Instant> sent_at = {};
  friend bool operator==(const NoticeRecord&, const NoticeRecord&) = default;
};

}  // namespace orders
