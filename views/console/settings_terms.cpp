#include "views/console/list_parts.hpp"
#include "views/console/settings_words.hpp"
#include "views/markdown.hpp"

namespace views {
namespace {

std::vector<Choice> purposes() {
  return {{"terms", "Terms and conditions"},
          {"repair_authorisation", "Repair authorisation"},
          {"data_handling", "Data handling"},
          {"drop_off", "Drop-off"},
          {"collection", "Collection"}};
}

std::string_view purpose_line(std::string_view purpose) {
  static const auto all = purposes();
  for (const auto& one : all)
    if (one.value == purpose) return one.label;
  return purpose;
}

Html state_chip(const TermsForm& one) {
  if (one.archived) return html(R"html(<span class="chip">Archived</span>)html");
  if (one.attach) return html(R"html(<span class="chip good">On every new order</span>)html");
  return html(R"html(<span class="chip info">When asked for</span>)html");
}

}  // namespace

Html terms_list(const std::vector<TermsForm>& all, const ConsoleView&) {
  return html(
      R"html(<section class="panel" aria-label="Terms">
<p class="quiet">What customers read and sign. A change is a new version; what was signed stays as it was.</p>
<ul class="rows">
{}</ul>
<p class="actions"><a class="button plain" href="/staff/settings/terms/new">Write new terms</a></p>
</section>
)html",
      each(all, [](const TermsForm& one) {
        return html(
            R"html(<li><div><a href="{}"><strong>{}</strong></a><br><small>{}, version {}</small></div>{}</li>
)html",
            Url::local("/staff/settings/terms/" + one.id), one.title, purpose_line(one.purpose), one.version,
            state_chip(one));
      }));
}

Html terms_settings(const TermsForm& form, const std::vector<std::pair<int, orders::Instant>>& versions,
                    const Faults& faults, const ConsoleView& view) {
  const bool fresh = form.id.empty();
  return html(
      R"html(<p class="way"><a href="/staff/settings/terms">Terms</a></p>
{}<div class="panels">
<section class="panel" aria-labelledby="terms-h">
<h2 id="terms-h">{}</h2>
<form method="post" action="{}">
{}<input type="hidden" name="version" value="{}">
{}<p class="actions"><button type="submit">{}</button></p>
</form>
</section>
{}</div>
)html",
      fault_summary(faults), fresh ? std::string("New terms") : form.title,
      Url::local("/staff/settings/terms/" + (fresh ? std::string("new") : form.id)), csrf_field(view),
      form.version,
      html("{}{}{}{}{}",
           when(fresh,
                [&] {
                  return choice({.label = "Purpose", .name = "purpose", .value = form.purpose}, purposes(),
                                faults);
                }),
           field({.label = "Title", .name = "title", .value = form.title, .required = true}, faults),
           text_area({.label = "Text",
                      .name = "body",
                      .value = form.body,
                      .hint = "Markdown: # a heading, - a list, **strong**",
                      .required = true},
                     16, faults),
           tick("Every new order gets them to sign", "attach", form.attach),
           when(!fresh, [&] { return tick("Archived: offered no more", "archived", form.archived); })),
      fresh ? std::string_view("Save") : std::string_view("Save as the next version"), when(!fresh, [&] {
        return html(R"html(<section class="panel" aria-labelledby="read-h">
<h2 id="read-h">As customers read it</h2>
<div class="terms">{}</div>
<h3>Versions</h3>
<ul class="rows">
{}</ul>
</section>
)html",
                    markdown(form.body, 3), each(versions, [&](const auto& version) {
                      return html("<li><span>Version {}</span>{}</li>\n", version.first,
                                  moment_ago(view, version.second));
                    }));
      }));
}

}  // namespace views
