#include "views/console/settings_words.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::MessageTemplate;
using orders::Route;
using orders::Topic;

Url address_of(Topic topic, Route route, std::string_view locale) {
  return Url::local("/staff/settings/templates/" + std::string(name(topic)) + '/' + std::string(name(route)) +
                    '/' + std::string(locale));
}

std::string_view language(std::string_view tag) {
  const auto* locale = Locale::find(tag);
  return locale ? std::string_view(locale->own_name()) : tag;
}

// Where to word it in each language; those with words of the shop's own are marked.
Html languages(const std::vector<MessageTemplate>& own, Topic topic, Route route) {
  return each(Locale::available(), [&](const std::string& tag) {
    const bool has = std::ranges::any_of(own, [&](const MessageTemplate& one) {
      return one.topic == topic && one.route == route && one.locale == tag;
    });
    const auto url = address_of(topic, route, tag);
    return has ? html(R"html(<a href="{}" class="chip good" title="{}, own words">{}</a>
)html",
                      url, language(tag), tag)
               : html(R"html(<a href="{}" class="chip" title="{}">{}</a>
)html",
                      url, language(tag), tag);
  });
}

Html row(const std::vector<MessageTemplate>& own, Topic topic) {
  return html(R"html(<tr><th scope="row">{}</th>{}</tr>
)html",
              topic_line(topic), each(orders::all_routes, [&](Route route) {
                return html(R"html(<td><div class="actions">{}</div></td>)html",
                            languages(own, topic, route));
              }));
}

Html fields_line(Topic topic) {
  return html(R"html(<p class="hint">Fields: {}</p>
)html",
              each(template_fields(topic), [](std::string_view one) {
                const auto written = "{{" + std::string(one) + "}}";
                return html("<code>{}</code> ", written);
              }));
}

std::string size_words(const SmsSize& size) {
  return std::to_string(size.segments) + (size.segments == 1 ? " SMS" : " SMS in a row") + ", " +
         (size.gsm ? "GSM alphabet" : "UCS-2: a sign outside the GSM alphabet makes each SMS 70 long") +
         ", " + std::to_string(size.room) + " left";
}

Html shown(const TemplateForm& form) {
  if (!form.preview) return {};
  const auto& preview = *form.preview;
  return html(
      R"html(<section class="panel" aria-labelledby="preview-h">
<h2 id="preview-h">With the longest values</h2>
{}<pre class="preview">{}</pre>
{}</section>
)html",
      when(!preview.subject.empty(), [&] { return html("<p><strong>{}</strong></p>\n", preview.subject); }),
      preview.text, when(preview.sms.has_value(), [&] {
        return html("<p class=\"hint\">{}</p>\n", size_words(*preview.sms));
      }));
}

}  // namespace

Html template_list(const std::vector<MessageTemplate>& own, const ConsoleView&) {
  return html(R"html(<section class="panel" aria-labelledby="words-h">
<h2 id="words-h">What messages say</h2>
<p class="quiet">A marked language has words of your own; the others go out in the house’s words.</p>
<div class="wide"><table class="grid">
<thead><tr><th scope="col">Message</th>{}</tr></thead>
<tbody>
{}</tbody>
</table></div>
</section>
)html",
              each(orders::all_routes,
                   [](Route route) { return html(R"html(<th scope="col">{}</th>)html", route_word(route)); }),
              each(orders::switchable_topics, [&](Topic topic) { return row(own, topic); }));
}

Html template_settings(const TemplateForm& form, const Faults& faults, const ConsoleView& view) {
  const auto& words = form.words;
  const auto title = std::string(topic_line(words.topic)) + ", " + std::string(route_word(words.route)) +
                     ", " + std::string(language(words.locale));
  return html(
      R"html(<p class="way"><a href="/staff/settings/templates">What messages say</a></p>
{}<div class="panels">
<section class="panel" aria-labelledby="template-h">
<h2 id="template-h">{}</h2>
<form method="post" action="{}">
{}{}{}{}<p class="actions"><button type="submit">Save</button>{}</p>
</form>
</section>
{}</div>
)html",
      fault_summary(faults), title, address_of(words.topic, words.route, words.locale), csrf_field(view),
      when(words.route == Route::email,
           [&] {
             return field({.label = "Subject", .name = "subject", .value = words.subject, .required = true},
                          faults);
           }),
      text_area({.label = "Text", .name = "body", .value = words.body, .required = true},
                words.route == Route::email ? 12 : 5, faults),
      fields_line(words.topic),
      when(
          form.own,
          [] {
            return html(
                R"html( <button type="submit" class="plain" name="drop" value="yes">Back to the house’s words</button>)html");
          }),
      shown(form));
}

}  // namespace views
