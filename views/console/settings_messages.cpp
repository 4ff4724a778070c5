#include "views/console/list_parts.hpp"
#include "views/console/settings.hpp"

#include <string>

namespace views {
namespace {

using orders::Route;
using orders::Topic;
using orders::When;

Html option(When when, std::string_view word, When chosen) {
  return when == chosen ? html(R"html(<option value="{}" selected>{}</option>)html", name(when), word)
                        : html(R"html(<option value="{}">{}</option>)html", name(when), word);
}

Html cell(const MessagesForm& form, Topic topic, Route route) {
  const auto chosen = form.policy.rule(topic, route);
  return html(R"html(<td><select name="{}" aria-label="{}, {}">{}{}{}</select></td>
)html",
              rule_field(topic, route), topic_line(topic), route_word(route),
              option(When::always, "always", chosen), option(When::fallback, "if nothing else", chosen),
              option(When::never, "never", chosen));
}

Html switches(const MessagesForm& form) {
  return html(R"html(<div class="wide"><table class="grid switches">
<thead><tr><th scope="col">What happened</th>{}</tr></thead>
<tbody>
{}</tbody>
</table></div>
)html",
              each(orders::all_routes,
                   [](Route route) { return html(R"html(<th scope="col">{}</th>)html", route_word(route)); }),
              each(orders::switchable_topics, [&](Topic topic) {
                return html(R"html(<tr><th scope="row">{}</th>{}</tr>
)html",
                            topic_line(topic),
                            each(orders::all_routes, [&](Route route) { return cell(form, topic, route); }));
              }));
}

Html days(std::string_view label, std::string_view name, std::string_view value, std::string_view hint,
          const Faults& faults) {
  return field(
      {.label = label, .name = name, .value = value, .type = "number", .hint = hint, .required = true},
      faults);
}

Html lost(const orders::NoticeRecord& notice, const ConsoleView& view) {
  const auto about = notice.order
                         ? html(R"html(<a href="{}">{}</a>)html", order_address(*notice.order), notice.number)
                         : html("{}", "the shop’s people");
  return html(R"html(<li><div>{}: {} by {}<br><small>{}</small></div><span>{}</span>
<form method="post" action="{}">{}<button type="submit" class="plain">Try again</button></form></li>
)html",
              about, topic_line(notice.topic), route_word(notice.route), notice.detail,
              moment_ago(view, notice.created_at),
              Url::local("/staff/settings/notifications/" + notice.id.text() + "/retry"), csrf_field(view));
}

}  // namespace

std::string_view topic_line(Topic topic) {
  switch (topic) {
    case Topic::confirmation: return "The order was taken in";
    case Topic::status_changed: return "A step was reached";
    case Topic::quote_ready: return "A quote waits for approval";
    case Topic::quote_reminder: return "The quote ends soon";
    case Topic::ready: return "Ready to collect";
    case Topic::receipt: return "Collected, with the receipt";
    case Topic::collection_reminder: return "Still to be collected";
    case Topic::payment_reminder: return "Still to be paid";
    case Topic::message: return "The shop wrote";
    case Topic::invite: return "Staff send the link";
    default: return "Another message";
  }
}

std::string_view route_word(Route route) {
  switch (route) {
    case Route::email: return "E-mail";
    case Route::sms: return "SMS";
    case Route::whatsapp: return "WhatsApp";
  }
  return {};
}

std::string rule_field(Topic topic, Route route) {
  return std::string(name(topic)) + '.' + std::string(name(route));
}

Html message_settings(const MessagesForm& form, const std::vector<orders::NoticeRecord>& failed,
                      const Faults& faults, const ConsoleView& view) {
  const auto times = html("<div class=\"fields\">{}{}</div><div class=\"fields\">{}{}{}{}</div>",
                          field({.label = "Quiet from",
                                 .name = "quiet_from",
                                 .value = form.quiet_from,
                                 .type = "time",
                                 .hint = "Nothing is sent from then on"},
                                faults),
                          field({.label = "Quiet until",
                                 .name = "quiet_until",
                                 .value = form.quiet_until,
                                 .type = "time",
                                 .hint = "What waited goes out then"},
                                faults),
                          days("Remind of a quote", "quote_reminder_days", form.quote_reminder_days,
                               "Days before it ends. 0: never", faults),
                          days("Remind of collection", "collection_reminder_days",
                               form.collection_reminder_days, "Days after it is ready. 0: never", faults),
                          days("Remind of payment", "payment_reminder_days", form.payment_reminder_days,
                               "Days after completion. 0: never", faults),
                          days("SMS and WhatsApp a day", "paid_messages_per_day", form.paid_messages_per_day,
                               "At most. 0: unlimited", faults));
  return html(R"html({}<section class="panel" aria-labelledby="messages-h">
<h2 id="messages-h">Messages to customers</h2>
<form method="post" action="/staff/settings/notifications">
{}<input type="hidden" name="version" value="{}">
{}{}{}<p class="actions"><button type="submit">Save</button></p>
</form>
</section>
{})html",
              fault_summary(faults), csrf_field(view), form.version, switches(form), times,
              text_area({.label = "Below every mail", .name = "footer", .value = form.footer}, 3, faults),
              when(!failed.empty(), [&] {
                return html(R"html(<section class="panel" aria-labelledby="lost-h">
<h2 id="lost-h">Not delivered</h2>
<ul class="rows">
{}</ul>
</section>
)html",
                            each(failed, [&](const auto& notice) { return lost(notice, view); }));
              }));
}

}  // namespace views
