#include "server/json/policy_json.hpp"

#include "server/json/dates.hpp"
#include "server/json/shop_json.hpp"

namespace server {

namespace json = boost::json;
using orders::NotifyPolicy;
using orders::Refusal;

namespace {

constexpr int most_days = 365, most_messages = 1'000'000;
constexpr std::size_t longest_footer = 1000;

std::optional<orders::Topic> parse_switchable(std::string_view text) {
  const auto topic = orders::parse_topic(text);
  return topic && is_switchable(*topic) ? topic : std::nullopt;
}

void read_rule(Reader& in, NotifyPolicy& policy) {
  in.known({"topic", "channel", "when"});
  in.needs({"topic", "channel", "when"});
  const auto topic = in.word("topic", parse_switchable, "There is no message of this topic to switch.");
  const auto route = in.word("channel", orders::parse_route, "It is email, sms or whatsapp.");
  const auto when = in.word("when", orders::parse_when, "It is never, fallback or always.");
  if (topic && route && when) policy.rules[{*topic, *route}] = *when;
}

void read_quiet(Reader in, NotifyPolicy& policy) {
  in.known({"from", "until"});
  in.needs({"from", "until"});
  const auto from = in.word("from", parse_clock, "It is a time of the day such as 21:00.");
  const auto until = in.word("until", parse_clock, "It is a time of the day such as 08:00.");
  if (!from || !until) return;
  if (*from == *until) in.fail("until", "It is another time than the beginning.");
  policy.quiet = {*from, *until};
}

}  // namespace

json::object policy_json(const NotifyPolicy& policy) {
  json::array rules;
  for (const auto topic : orders::switchable_topics)
    for (const auto route : orders::all_routes)
      rules.push_back(json::object{
          {"topic", name(topic)}, {"channel", name(route)}, {"when", name(policy.rule(topic, route))}});
  json::object out{{"rules", std::move(rules)},
                   {"quiet_hours", nullptr},
                   {"quote_reminder_days", policy.quote_reminder_days},
                   {"collection_reminder_days", policy.collection_reminder_days},
                   {"payment_reminder_days", policy.payment_reminder_days},
                   {"paid_messages_per_day", policy.paid_messages_per_day},
                   {"footer", policy.footer},
                   {"version", policy.version}};
  if (policy.quiet)
    out["quiet_hours"] =
        json::object{{"from", clock_text(policy.quiet->first)}, {"until", clock_text(policy.quiet->second)}};
  return out;
}

orders::Outcome<NotifyPolicy> patch_policy(const json::object& members, NotifyPolicy policy) {
  std::optional<Refusal> fault;
  Reader in{members, fault};
  in.known({"rules", "quiet_hours", "quote_reminder_days", "collection_reminder_days",
            "payment_reminder_days", "paid_messages_per_day", "footer"});
  in.each("rules", [&](Reader& rule) { read_rule(rule, policy); });
  if (in.given("quiet_hours")) policy.quiet.reset();
  if (const auto* quiet = in.object("quiet_hours")) read_quiet({*quiet, fault, "quiet_hours."}, policy);
  const auto days = [&](std::string_view name, int& held) { held = in.between(name, 0, most_days, held); };
  days("quote_reminder_days", policy.quote_reminder_days);
  days("collection_reminder_days", policy.collection_reminder_days);
  days("payment_reminder_days", policy.payment_reminder_days);
  policy.paid_messages_per_day =
      in.between("paid_messages_per_day", 0, most_messages, policy.paid_messages_per_day);
  patch_text(in, "footer", policy.footer, longest_footer);
  if (fault) return *fault;
  return policy;
}

}  // namespace server
