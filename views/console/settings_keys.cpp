#include "views/console/list_parts.hpp"
#include "views/console/settings_machines.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::ApiKeyInfo;
using orders::Location;

std::vector<Choice> scopes() {
  return {{"read", "Reads orders"},
          {"write", "Reads and changes orders"},
          {"admin", "Everything, keys and people too"}};
}

std::string scope_line(orders::KeyScope scope) {
  for (const auto& one : scopes())
    if (one.value == name(scope)) return one.label;
  return {};
}

std::string place_line(const ApiKeyInfo& key, const std::vector<Location>& locations) {
  if (!key.location) return "All locations";
  const auto found = std::ranges::find(locations, *key.location, &Location::id);
  return found == locations.end() ? std::string{"A former location"} : found->name;
}

Html used_line(const ApiKeyInfo& key, const ConsoleView& view) {
  return key.used_at ? html("Last used {}", moment_ago(view, *key.used_at)) : html("Never used");
}

Html end_of(const ApiKeyInfo& key, const ConsoleView& view) {
  if (key.revoked_at) return html(R"html(<span class="chip bad">Revoked</span>)html");
  return html(R"html(<details><summary>Revoke</summary>
<form method="post" action="{}">{}<button type="submit" class="danger">Revoke {}</button></form></details>
)html",
              Url::local("/staff/settings/keys/" + key.id.text() + "/revoke"), csrf_field(view), key.name);
}

Html row(const ApiKeyInfo& key, const std::vector<Location>& locations, const ConsoleView& view) {
  const auto begins = "cc_live_" + key.public_id + "_…";
  return html(
      R"html(<li><div><strong>{}</strong><br><small><code>{}</code></small></div><span>{}<br><small>{}</small></span>)html"
      R"html(<span>{}</span>{}</li>
)html",
      key.name, begins, scope_line(key.scope), place_line(key, locations), used_line(key, view),
      end_of(key, view));
}

std::vector<Choice> places(const std::vector<Location>& locations) {
  std::vector<Choice> choices{{"", "All locations"}};
  for (const auto& location : locations) choices.push_back({location.id.text(), location.name});
  return choices;
}

}  // namespace

Html keys_settings(const std::vector<ApiKeyInfo>& keys, const std::vector<Location>& locations,
                   const KeyForm& typed, const Faults& faults, const ConsoleView& view) {
  return html(R"html({}<section class="panel" aria-labelledby="keys-h">
<h2 id="keys-h">Systems that call</h2>
{}<ul class="rows machines">
{}</ul>
</section>
<section class="panel" aria-labelledby="add-h">
<h2 id="add-h">A key for another system</h2>
<form method="post" action="/staff/settings/keys">
)html"
              R"html({}{}<p class="actions"><button type="submit">Make the key</button></p>
</form>
</section>
)html",
              fault_summary(faults),
              when(keys.empty(), [] { return html("<p class=\"empty\">There are none yet.</p>\n"); }),
              each(keys, [&](const auto& key) { return row(key, locations, view); }), csrf_field(view),
              html("<div class=\"fields\">{}{}{}</div>",
                   field({.label = "What it is for",
                          .name = "name",
                          .value = typed.name,
                          .hint = "The till at the counter",
                          .required = true},
                         faults),
                   choice({.label = "What it may", .name = "scope", .value = typed.scope}, scopes(), faults),
                   when(locations.size() > 1, [&] {
                     return choice({.label = "Whose orders", .name = "location", .value = typed.location},
                                   places(locations), faults);
                   })));
}

}  // namespace views
