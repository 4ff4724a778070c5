#include "orders/text.hpp"
#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/dates.hpp"
#include "server/json/shop_json.hpp"
#include "server/pages/answers.hpp"

#include <fmt/format.h>

namespace server {

namespace json = boost::json;
using orders::NotifyPolicy;
using orders::Refusal;

namespace {

constexpr int most_days = 365, most_messages = 1'000'000;
constexpr std::size_t longest_footer = 1000;

std::string clock_text(std::chrono::minutes at) {
  return fmt::format("{:02}:{:02}", at.count() / 60, at.count() % 60);
}

std::optional<orders::Topic> parse_switchable(std::string_view text) {
  const auto topic = orders::parse_topic(text);
  return topic && is_switchable(*topic) ? topic : std::nullopt;
}

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

Response shown(const NotifyPolicy& policy) {
  auto response = json_answer(policy_json(policy));
  add_etag(response, policy.version);
  return response;
}

std::optional<bool> parse_failed(std::string_view text) {
  return text == "failed" ? std::optional{true} : std::nullopt;
}

}  // namespace

Task<Response> api_show_notifications(Call& call) {
  const auto policy = co_await call.store().notify_policy(call.shop());
  co_return shown(policy);
}

Task<Response> api_edit_notifications(Call& call) {
  const auto policy = co_await call.store().notify_policy(call.shop());
  if (auto moved_on = check_version(call, policy.version)) co_return *std::move(moved_on);
  auto wanted = patch_policy(call.body, policy);
  if (!wanted) co_return problem(wanted.error());
  const auto kept = co_await call.store().set_notify_policy(call.shop(), *std::move(wanted));
  if (!kept) co_return refuse(call, kept.error());
  co_return shown(*kept);
}

// What could not be delivered to anybody of the shop; how the messages about one order fared stands with it.
Task<Response> api_list_notices(Call& call) {
  std::optional<Refusal> fault;
  Reader in{call.query, fault};
  in.known({"state", "limit", "cursor"});
  in.needs({"state"});
  in.word("state", parse_failed, "Only failed ones are listed.");
  auto paging = read_paging(in);
  if (fault) co_return problem(*fault);
  const auto slice =
      co_await call.store().failed_notices(call.shop(), std::move(paging.cursor), paging.limit);
  json::array data;
  for (const auto& notice : slice.items) data.push_back(notice_json(notice));
  co_return list_answer(std::move(data), slice.next);
}

Task<Response> api_retry_notice(Call& call) {
  const auto id = orders::NoticeId::parse(call.captures[0]);
  if (!id) co_return problem(404, "Not found", "This shop has no such message.");
  const auto again = co_await call.store().retry_notice(call.shop(), *id, call.at);
  if (!again) co_return problem(again.error());
  co_return nothing();
}

}  // namespace server
