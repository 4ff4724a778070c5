#include "views/console/list_parts.hpp"
#include "views/console/settings_machines.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::DeliveryState;
using orders::News;
using orders::WebhookDelivery;
using orders::WebhookEndpoint;

constexpr std::string_view all_webhooks = "/staff/settings/webhooks";

std::string address_of(std::string_view id, std::string_view act = {}) {
  return std::string(all_webhooks) + '/' + std::string(id) + std::string(act);
}

Html state_chip(bool enabled, const std::string& fault) {
  if (enabled) return html(R"html(<span class="chip good">On</span>)html");
  if (fault.empty()) return html(R"html(<span class="chip">Off</span>)html");
  return html(R"html(<span class="chip bad">Switched off</span>)html");
}

Html state_chip(const WebhookDelivery& delivery) {
  switch (delivery.state) {
    case DeliveryState::delivered: return html(R"html(<span class="chip good">Delivered</span>)html");
    case DeliveryState::failed: return html(R"html(<span class="chip bad">Failed</span>)html");
    case DeliveryState::queued: break;
  }
  return delivery.attempts == 0 ? html(R"html(<span class="chip info">Waits</span>)html")
                                : html(R"html(<span class="chip warn">Tried again soon</span>)html");
}

Html fields(const WebhookForm& form, const Faults& faults) {
  std::vector<News> all;
  for (int i = 0; i < orders::news_count; ++i) all.push_back(static_cast<News>(i));
  return html(
      R"html({}{}<fieldset class="events" id="events"><legend>What it is told of; all, when nothing is ticked</legend>
<div>{}</div>
{}</fieldset>
)html",
      field({.label = "Address",
             .name = "url",
             .value = form.url,
             .type = "url",
             .hint = "https://shop.example/hooks/claimcheck",
             .required = true},
            faults),
      field({.label = "What it is", .name = "description", .value = form.description}, faults),
      each(all,
           [&](News news) {
             return tick(name(news), news_field(news), std::ranges::find(form.news, news) != form.news.end());
           }),
      fault_line(faults, "events"));
}

Html button(std::string_view id, std::string_view act, std::string_view label, const ConsoleView& view) {
  return html(R"html(<form method="post" action="{}">{}<button type="submit" class="plain">{}</button></form>
)html",
              Url::local(address_of(id, act)), csrf_field(view), label);
}

std::string outcome_line(const WebhookDelivery& delivery) {
  if (delivery.attempts == 0) return {};
  auto line =
      delivery.attempts == 1 ? std::string("1 attempt") : std::to_string(delivery.attempts) + " attempts";
  if (delivery.status != 0) line += ", answered " + std::to_string(delivery.status);
  if (!delivery.detail.empty()) line += ": " + delivery.detail;
  return line;
}

Html delivery_row(const WebhookDelivery& delivery, const ConsoleView& view) {
  const auto about = delivery.entry ? html(R"html({} <a href="{}">{}</a>)html", name(delivery.entry->news),
                                           order_address(delivery.entry->order), delivery.entry->number)
                                    : html("Test");
  return html(R"html(<li><div>{}<br><small>{}</small></div>{}<span>{}</span>{}</li>
)html",
              about, outcome_line(delivery), state_chip(delivery), moment_ago(view, delivery.created_at),
              button("deliveries/" + delivery.id.text(), "/redeliver", "Send again", view));
}

}  // namespace

std::string news_field(News news) {
  auto field = "event-" + std::string(name(news));
  std::ranges::replace(field, '.', '-');
  return field;
}

Html webhooks_list(const std::vector<WebhookEndpoint>& all, const WebhookForm& typed, const Faults& faults,
                   const ConsoleView& view) {
  const auto known =
      html(R"html(<section class="panel" aria-labelledby="webhooks-h">
<h2 id="webhooks-h">Systems that are told</h2>
<ul class="rows">
{}</ul>
</section>
)html",
           each(all, [](const WebhookEndpoint& one) {
             return html(
                 R"html(<li><div><a href="{}"><strong>{}</strong></a><br><small>{}</small></div>{}</li>
)html",
                 Url::local(address_of(one.id.text())), one.url, one.description,
                 state_chip(one.enabled, one.fault));
           }));
  return html(R"html({}{}<section class="panel" aria-labelledby="add-h">
<h2 id="add-h">Tell a system of what happens</h2>
<form method="post" action="/staff/settings/webhooks">
{}{}<p class="actions"><button type="submit">Add</button></p>
</form>
</section>
)html",
              fault_summary(faults), when(!all.empty(), [&] { return known; }), csrf_field(view),
              fields(typed, faults));
}

Html webhook_settings(const WebhookForm& form, const std::vector<WebhookDelivery>& deliveries,
                      const std::string& next, const Faults& faults, const ConsoleView& view) {
  const auto acts = html(R"html(<div class="actions">{}{}</div>
<p class="hint">Both secrets sign for a day after a new one was made.</p>
<details><summary>Remove this webhook</summary>
<form method="post" action="{}">{}<p class="actions"><button type="submit" class="danger">Remove it and its log</button></p></form>
</details>
)html",
                         when(form.enabled, [&] { return button(form.id, "/test", "Send a test", view); }),
                         button(form.id, "/secret", "New secret", view),
                         Url::local(address_of(form.id, "/drop")), csrf_field(view));
  const auto log = html(
      R"html(<section class="panel" aria-labelledby="log-h">
<h2 id="log-h">Deliveries</h2>
{}<ul class="rows">
{}</ul>
{}</section>
)html",
      when(deliveries.empty(), [] { return html("<p class=\"empty\">There are none yet.</p>\n"); }),
      each(deliveries, [&](const auto& one) { return delivery_row(one, view); }), when(!next.empty(), [&] {
        return html(R"html(<p class="actions"><a class="button plain" href="{}">Older</a></p>
)html",
                    Url::local(address_of(form.id, query_text({{"cursor", next}}))));
      }));
  const auto why = when(!form.enabled && !form.fault.empty(), [&] {
    return html(R"html(<p class="notice">It was switched off: {}. Tick <em>On</em> when it listens again.</p>
)html",
                form.fault);
  });
  return html(R"html(<p class="way"><a href="/staff/settings/webhooks">Webhooks</a></p>
{}<div class="panels">
<section class="panel" aria-labelledby="webhook-h">
<header><h2 id="webhook-h">Webhook</h2>{}</header>
{}<form method="post" action="{}">
{}{}<p class="actions"><button type="submit">Save</button></p>
</form>
{}</section>
{}</div>
)html",
              fault_summary(faults), state_chip(form.enabled, form.fault), why,
              Url::local(address_of(form.id)), csrf_field(view),
              html(R"html(<input type="hidden" name="version" value="{}">
{}{})html",
                   form.version, fields(form, faults), tick("On", "enabled", form.enabled)),
              acts, log);
}

Html secret_once(std::string_view heading, std::string_view what_for, const std::string& secret,
                 const Url& onward) {
  return html(R"html(<section class="panel lead" aria-labelledby="secret-h">
<h2 id="secret-h">{}</h2>
<p>{} It is shown only now.</p>
<p class="secret" id="secret">{}</p>
<p class="actions"><button type="button" data-copies="secret" hidden>Copy it</button> )html"
              R"html(<a class="button plain" href="{}">Done</a></p>
</section>
)html",
              heading, what_for, secret, onward);
}

}  // namespace views
