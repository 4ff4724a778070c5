#include "views/console/people.hpp"

#include "views/console/me.hpp"

#include <algorithm>

namespace views {
namespace {

using orders::Role;
using orders::StaffMember;

std::string place_word(const StaffMember& person, const std::vector<orders::Location>& locations) {
  if (!person.location) return "All locations";
  const auto found = std::ranges::find(locations, *person.location, &orders::Location::id);
  return found == locations.end() ? std::string{"A former location"} : found->name;
}

Html state_chip(const StaffMember& person) {
  if (person.disabled_at) return html(R"html(<span class="chip bad">Disabled</span>)html");
  if (!person.has_password) return html(R"html(<span class="chip warn">No password yet</span>)html");
  return person.has_totp ? html(R"html(<span class="chip good">Two factors</span>)html")
                         : html(R"html(<span class="chip">Password alone</span>)html");
}

Html person_row(const StaffMember& person, const std::vector<orders::Location>& locations) {
  return html(R"html(<li><div><a href="{}"><strong>{}</strong></a><br><small>{}</small></div>)html"
              R"html(<span>{}</span><span>{}</span><span>{}</span></li>
)html",
              Url::local("/staff/people/" + person.id.text()), person.name, person.email,
              role_word(person.role), place_word(person, locations), state_chip(person));
}

std::vector<Choice> roles() {
  std::vector<Choice> choices;
  for (const auto role : {Role::owner, Role::manager, Role::technician, Role::viewer})
    choices.push_back({std::string(orders::name(role)), role_word(role)});
  return choices;
}

std::vector<Choice> places(const std::vector<orders::Location>& locations) {
  std::vector<Choice> choices{{"", "All locations"}};
  for (const auto& location : locations) choices.push_back({location.id.text(), location.name});
  return choices;
}

Html role_and_place(const std::string& role, const std::string& location,
                    const std::vector<orders::Location>& locations, const Faults& faults) {
  const auto role_field = choice(
      {.label = "Role",
       .name = "role",
       .value = role,
       .hint = "Viewers look. Technicians take in, move on, quote and take payments. Managers also cancel, "
               "reopen and decide for customers. Owners also have the shop, its people and keys in hand."},
      roles(), faults);
  if (locations.size() < 2) return role_field;
  return html("{}{}", role_field,
              choice({.label = "Sees the orders of", .name = "location", .value = location},
                     places(locations), faults));
}

Html button_form(const StaffMember& person, std::string_view act, std::string_view label, bool danger,
                 const ConsoleView& view) {
  const auto url = Url::local("/staff/people/" + person.id.text() + "/" + std::string(act));
  return danger
             ? html(
                   R"html(<form method="post" action="{}">{}<button type="submit" class="danger">{}</button></form>
)html",
                   url, csrf_field(view), label)
             : html(
                   R"html(<form method="post" action="{}">{}<button type="submit" class="plain">{}</button></form>
)html",
                   url, csrf_field(view), label);
}

}  // namespace

Html people_page(const PeoplePage& page, const ConsoleView& view) {
  const auto& typed = page.typed;
  return html(
      R"html({}{}<section class="panel" aria-label="People of the shop">
<ul class="rows people">
{}</ul>
</section>
<section class="panel" aria-labelledby="add-h">
<h2 id="add-h">Add somebody</h2>
<form method="post" action="/staff/people">
{}<div class="fields">
{}{}</div>
{}{}<p class="actions"><button type="submit">Add</button></p>
</form>
</section>
)html",
      page_head("People"), fault_summary(page.faults),
      each(page.people, [&](const auto& person) { return person_row(person, page.locations); }),
      csrf_field(view),
      field({.label = "Name", .name = "name", .value = typed.name, .required = true}, page.faults),
      field({.label = "E-mail", .name = "email", .value = typed.email, .type = "email", .required = true},
            page.faults),
      role_and_place(typed.role, typed.location, page.locations, page.faults),
      tick("Send the invitation by mail; else you get a link to hand over", "by_mail", typed.by_mail));
}

Html person_page(const PersonPage& page, const ConsoleView& view) {
  const auto& person = page.person;
  auto acts = button_form(person, "invite", "New sign-in link", false, view);
  if (person.has_totp)
    acts += button_form(person, "reset-second-factor", "Reset the second factor", false, view);
  acts += person.disabled_at ? button_form(person, "enable", "Let them sign in again", false, view)
                             : button_form(person, "disable", "Disable", true, view);
  return html(
      R"html(<p><a href="/staff/people">People</a></p>
{}{}<div class="panels">
<section class="panel" aria-labelledby="role-h">
<h2 id="role-h">What they may</h2>
<form method="post" action="{}">
{}<input type="hidden" name="version" value="{}">
{}{}{}<p class="actions"><button type="submit" class="plain">Save</button></p>
</form>
</section>
<section class="panel" aria-labelledby="access-h">
<header><h2 id="access-h">How they sign in</h2>{}</header>
<p class="quiet">A new link takes the place of the one before. Disabling signs them out everywhere.</p>
<div class="actions">
{}</div>
</section>
</div>
)html",
      page_head(person.name), fault_summary(page.faults), Url::local("/staff/people/" + person.id.text()),
      csrf_field(view), person.version,
      field({.label = "Name", .name = "name", .value = person.name, .required = true}, page.faults),
      field({.label = "E-mail", .name = "email", .value = person.email, .type = "email", .required = true},
            page.faults),
      role_and_place(std::string(orders::name(person.role)), person.location ? person.location->text() : "",
                     page.locations, page.faults),
      state_chip(person), acts);
}

Html invitation_page(const StaffMember& person, const std::string& link) {
  return html(R"html({}<section class="panel" aria-labelledby="link-h">
<h2 id="link-h">A link for {}</h2>
<p>It signs them in once, within a day, and is shown only now. Give it to them alone.</p>
<p class="secret" id="link">{}</p>
<p class="actions"><button type="button" data-copies="link" hidden>Copy the link</button> )html"
              R"html(<a class="button plain" href="/staff/people">Done</a></p>
</section>
)html",
              page_head("Sign-in link"), person.name, link);
}

}  // namespace views
