#include "server/console/settings_handlers.hpp"
#include "server/json/dates.hpp"
#include "server/json/policy_json.hpp"
#include "server/services.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;
using orders::Duty;
using views::Section;

namespace {

constexpr std::string_view page_of_messages = "/staff/settings/notifications";
constexpr int most_failed = 50;

views::MessagesForm shown(const orders::NotifyPolicy& policy) {
  views::MessagesForm form{.policy = policy,
                           .quote_reminder_days = std::to_string(policy.quote_reminder_days),
                           .collection_reminder_days = std::to_string(policy.collection_reminder_days),
                           .payment_reminder_days = std::to_string(policy.payment_reminder_days),
                           .paid_messages_per_day = std::to_string(policy.paid_messages_per_day),
                           .footer = policy.footer,
                           .version = policy.version};
  if (policy.quiet) {
    form.quiet_from = clock_text(policy.quiet->first);
    form.quiet_until = clock_text(policy.quiet->second);
  }
  return form;
}

json::object members_of(const Posted& posted) {
  json::array rules;
  for (const auto topic : orders::switchable_topics)
    for (const auto route : orders::all_routes)
      rules.push_back(json::object{{"topic", name(topic)},
                                   {"channel", name(route)},
                                   {"when", posted.text(views::rule_field(topic, route))}});
  json::object members{
      {"rules", std::move(rules)}, {"quiet_hours", nullptr}, {"footer", posted.text("footer")}};
  for (const auto* name :
       {"quote_reminder_days", "collection_reminder_days", "payment_reminder_days", "paid_messages_per_day"})
    members[name] = typed_number(posted.text(name));
  const auto from = posted.text("quiet_from"), until = posted.text("quiet_until");
  if (!from.empty() || !until.empty())
    members["quiet_hours"] = json::object{{"from", from}, {"until", until}};
  return members;
}

// The names of the page's fields for what the API calls otherwise.
views::Faults by_field(views::Faults faults) {
  for (auto& fault : faults) {
    if (fault.field == "quiet_hours.from") fault.field = "quiet_from";
    if (fault.field == "quiet_hours.until") fault.field = "quiet_until";
  }
  return faults;
}

Task<Response> answer(Services& services, const Desk& desk, const Request& request, views::MessagesForm form,
                      views::Faults faults = {}) {
  const auto failed = co_await services.store.failed_notices(desk.shop.id, "", most_failed);
  co_return settings_answer(desk, request, Section::notifications,
                            views::message_settings(form, failed.items, faults, desk.view()), faults.empty());
}

}  // namespace

Task<Response> show_message_settings(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&desk)) co_return std::move(*refused);
  const auto& here = std::get<Desk>(desk);
  if (auto refused = refuse_of_one_place(here)) co_return *std::move(refused);
  const auto policy = co_await services.store.notify_policy(here.shop.id);
  auto form = shown(policy);
  co_return co_await answer(services, here, request, std::move(form));
}

Task<Response> save_message_settings(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  if (auto refused = refuse_of_one_place(desk)) co_return *std::move(refused);
  auto policy = co_await services.store.notify_policy(desk.shop.id);
  policy.version = version_of(posted);
  auto wanted = patch_policy(members_of(posted), policy);
  views::Faults faults;
  if (wanted) {
    policy = *wanted;
    const auto kept = co_await services.store.set_notify_policy(desk.shop.id, *std::move(wanted));
    if (kept) co_return see_other(std::string(page_of_messages) + "?done=saved");
    faults = faults_of(kept.error());
  } else {
    faults = by_field(faults_of(wanted.error()));
  }
  auto form = shown(policy);
  form.quiet_from = posted.text("quiet_from");
  form.quiet_until = posted.text("quiet_until");
  form.quote_reminder_days = posted.text("quote_reminder_days");
  form.collection_reminder_days = posted.text("collection_reminder_days");
  form.payment_reminder_days = posted.text("payment_reminder_days");
  form.paid_messages_per_day = posted.text("paid_messages_per_day");
  form.footer = posted.text("footer");
  co_return co_await answer(services, desk, request, std::move(form), std::move(faults));
}

Task<Response> retry_message(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Posted>(opened).desk;
  if (auto refused = refuse_of_one_place(desk)) co_return *std::move(refused);
  const auto id = orders::NoticeId::parse(captures[0]);
  if (!id) co_return desk_not_found(desk);
  const auto again = co_await services.store.retry_notice(desk.shop.id, *id, desk.at);
  if (!again) co_return desk_refusal(desk, again.error(), page_of_messages);
  co_return see_other(std::string(page_of_messages) + "?done=saved");
}

}  // namespace server
