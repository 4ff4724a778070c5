#include "views/console/settings.hpp"

#include "views/colour.hpp"
#include "views/locale.hpp"
#include "views/logo.hpp"

#include <array>

namespace views {
namespace {

struct Tab {
  Section section;
  std::string_view path, label;
  orders::Duty duty;
  bool whole = true;  // about the whole shop, and not for who works at one of its locations
};
constexpr std::array tabs{
    Tab{Section::shop, "/staff/settings/shop", "Shop", orders::Duty::own},
    Tab{Section::locations, "/staff/settings/locations", "Locations", orders::Duty::manage, false},
    Tab{Section::portal, "/staff/settings/portal", "Customers’ pages", orders::Duty::own},
    Tab{Section::notifications, "/staff/settings/notifications", "Messages", orders::Duty::manage},
    Tab{Section::templates, "/staff/settings/templates", "Wording", orders::Duty::manage},
    Tab{Section::terms, "/staff/settings/terms", "Terms", orders::Duty::manage},
    Tab{Section::webhooks, "/staff/settings/webhooks", "Webhooks", orders::Duty::own},
    Tab{Section::keys, "/staff/settings/keys", "API keys", orders::Duty::own},
    Tab{Section::exports, "/staff/settings/exports", "Exports", orders::Duty::manage, false},
};

Html tab(const Tab& one, Section here) {
  const auto url = Url::local(std::string(one.path));
  return one.section == here ? html(R"html(<a href="{}" aria-current="page">{}</a>
)html",
                                    url, one.label)
                             : html(R"html(<a href="{}">{}</a>
)html",
                                    url, one.label);
}

std::vector<Choice> languages() {
  std::vector<Choice> all;
  for (const auto& tag : Locale::available()) all.push_back({tag, Locale::find(tag)->own_name()});
  return all;
}

Html logo_part(const std::optional<orders::Logo>& logo, std::string_view action, std::int64_t version,
               const Faults& faults, const ConsoleView& view) {
  const auto shown = logo ? html(R"html(<p><img class="logo" src="{}" alt="The logo as it is now"></p>
)html",
                                 logo_url(*logo))
                          : html(R"html(<p class="quiet">There is none yet.</p>
)html");
  return html(R"html(<section class="panel" aria-labelledby="logo-h">
<h2 id="logo-h">Logo</h2>
{}<form method="post" action="{}" enctype="multipart/form-data">
{}<input type="hidden" name="version" value="{}">
<div class="field"><label for="logo">A PNG, JPEG or WebP picture of at most 512 KiB</label>
<input type="file" id="logo" name="logo" accept="image/png,image/jpeg,image/webp">
{}</div>
<p class="actions"><button type="submit" class="plain">Take this one</button>
<button type="submit" class="plain" name="remove" value="yes">Take the logo away</button></p>
</form>
</section>
)html",
              shown, Url::local(std::string(action)), csrf_field(view), version, fault_line(faults, "logo"));
}

Html branding_fields(const std::string& colour, const std::string& message, const Faults& faults) {
  return html(R"html({}<div data-colour-preview>
{}</div>
{})html",
              field({.label = "Colour",
                     .name = "colour",
                     .value = colour,
                     .hint = "Such as #0a7d55. It is made lighter or darker until it reads."},
                    faults),
              colour_preview(colour),
              text_area({.label = "Message to customers",
                         .name = "message",
                         .value = message,
                         .hint = "Stands on every customer’s page."},
                        3, faults));
}

}  // namespace

Html settings_page(Section section, const Html& body, const ConsoleView& view) {
  return html(
      R"html({}<nav class="tabs" aria-label="Settings">
{}</nav>
{})html",
      page_head("Settings"),
      each(tabs,
           [&](const Tab& one) {
             const bool theirs = view.may(one.duty) && !(one.whole && view.who.location);
             return when(theirs, [&] { return tab(one, section); });
           }),
      body);
}

Html colour_preview(std::string_view colour) {
  const auto [light, dark] = brand_surfaces(colour);
  const auto half = [](Colour page, const Surface& made, int x, std::string_view word) {
    return html(
        R"html(<rect x="{}" width="150" height="72" fill="{}"></rect><rect x="{}" y="16" width="126" )html"
        R"html(height="40" rx="8" fill="{}"></rect><text x="{}" y="41" text-anchor="middle" font-size="15" )html"
        R"html(fill="{}">{}</text>)html",
        x, page.text(), x + 12, made.fill.text(), x + 75, made.ink.text(), word);
  };
  return html(R"html(<p class="quiet">Buttons on customers’ pages:</p>
<svg class="swatch" viewbox="0 0 300 72" width="300" height="72" role="img" aria-label="A button in light and in dark">{}{}</svg>
)html",
              half(light_page, light, 0, "Light"), half(dark_page, dark, 150, "Dark"));
}

Html shop_settings(const ShopForm& form, const std::optional<orders::Logo>& logo, const Faults& faults,
                   const ConsoleView& view) {
  return html(
      R"html({}<div class="panels">
<section class="panel" aria-labelledby="shop-h">
<h2 id="shop-h">The shop</h2>
<form method="post" action="/staff/settings/shop">
{}<input type="hidden" name="version" value="{}">
)html"
      R"html({}{}{}{}<p class="actions"><button type="submit">Save</button></p>
</form>
</section>
{}</div>
)html",
      fault_summary(faults), csrf_field(view), form.version,
      field({.label = "Name", .name = "name", .value = form.name, .required = true}, faults),
      html(
          "<div class=\"fields\">{}{}</div>",
          choice({.label = "Usual language", .name = "locale", .value = form.locale}, languages(), faults),
          field({.label = "Currency", .name = "currency", .value = form.currency, .required = true}, faults)),
      html("{}{}",
           text_area({.label = "Tax rates",
                      .name = "tax_rates",
                      .value = form.tax_rates,
                      .hint = "One a line, the usual one first: 20 VAT"},
                     3, faults),
           tick("Customers who decline a quote must say why", "decline_needs_reason",
                form.decline_needs_reason)),
      branding_fields(form.colour, form.message, faults),
      logo_part(logo, "/staff/settings/shop/logo", form.version, faults, view));
}

Html portal_settings(const PortalForm& form, const Faults& faults, const ConsoleView& view) {
  const auto days = [](int configured) {
    return "Empty: " + std::to_string(configured) + ", as configured.";
  };
  const auto max_hint = days(form.configured_max_days), receipt_hint = days(form.configured_receipt_days);
  return html(R"html({}<section class="panel lead" aria-labelledby="portal-h">
<h2 id="portal-h">Customers’ pages</h2>
<form method="post" action="/staff/settings/portal">
{}<input type="hidden" name="version" value="{}">
{}{}<p class="actions"><button type="submit">Save</button></p>
</form>
</section>
)html",
              fault_summary(faults), csrf_field(view), form.version,
              html("{}{}{}", tick("Links open", "portal_enabled", form.enabled),
                   field({.label = "Where customers go while links are switched off",
                          .name = "portal_redirect",
                          .value = form.redirect,
                          .type = "url",
                          .hint = "An https:// address. Empty: a page that says to call the shop."},
                         faults),
                   choice({.label = "What a link asks before it opens", .name = "entry", .value = form.entry},
                          {{"direct", "Nothing: who has the link is the customer"},
                           {"recheck", "The telephone's last four digits, before prices and acts"},
                           {"login", "A one-time code, sent to the contact on file"}},
                          faults)),
              html("<div class=\"fields\">{}{}</div>",
                   field({.label = "Days until a link ends",
                          .name = "link_max_days",
                          .value = form.link_max_days,
                          .type = "number",
                          .hint = max_hint},
                         faults),
                   field({.label = "Days for which a receipt stays",
                          .name = "receipt_days",
                          .value = form.receipt_days,
                          .type = "number",
                          .hint = receipt_hint},
                         faults)));
}

Html locations_list(const std::vector<orders::Location>& locations, const ConsoleView& view) {
  const auto row = [](const orders::Location& location) {
    return html(
        R"html(<li><div><a href="{}"><strong>{}</strong></a><br><small>{}</small></div><span>{}</span></li>
)html",
        Url::local("/staff/settings/locations/" + location.id.text()), location.name,
        location.contact.address.empty() ? std::string{} : location.contact.address.back(),
        location.contact.phone);
  };
  return html(
      R"html(<section class="panel" aria-label="Locations">
<ul class="rows">
{}</ul>
{}</section>
)html",
      each(locations, row), when(view.may(orders::Duty::own) && !view.who.location, [] {
        return html(
            R"html(<p class="actions"><a class="button plain" href="/staff/settings/locations/new">Add a location</a></p>
)html");
      }));
}

Html location_settings(const LocationForm& form, const std::optional<orders::Logo>& logo,
                       const Faults& faults, const ConsoleView& view) {
  const auto place = "/staff/settings/locations/" + (form.id.empty() ? std::string("new") : form.id);
  const auto contact =
      html("{}<div class=\"fields\">{}{}</div>{}{}",
           field({.label = "Name", .name = "name", .value = form.name, .required = true}, faults),
           field({.label = "Telephone",
                  .name = "phone",
                  .value = form.phone,
                  .type = "tel",
                  .hint = "+441632960123"},
                 faults),
           field({.label = "E-mail", .name = "email", .value = form.email, .type = "email"}, faults),
           field({.label = "Website", .name = "website", .value = form.website, .type = "url"}, faults),
           text_area({.label = "Postal address", .name = "address", .value = form.address}, 4, faults));
  const auto hours =
      html("{}{}",
           text_area(
               {.label = "Opening hours",
                .name = "hours",
                .value = form.hours,
                .hint = "mon-fri 09:00-17:30; sat 10:00-13:00, 14:00-16:00; 2026-12-25 closed Christmas Day"},
               4, faults),
           field({.label = "Time zone",
                  .name = "time_zone",
                  .value = form.time_zone,
                  .hint = "Europe/London",
                  .required = true},
                 faults));
  return html(
      R"html(<p class="way"><a href="/staff/settings/locations">Locations</a></p>
{}<div class="panels">
<section class="panel" aria-labelledby="location-h">
<h2 id="location-h">{}</h2>
<form method="post" action="{}">
)html"
      R"html({}<input type="hidden" name="version" value="{}">
{}<p class="actions"><button type="submit">Save</button></p>
</form>
</section>
{}</div>
)html",
      fault_summary(faults), form.id.empty() ? std::string("New location") : form.name, Url::local(place),
      csrf_field(view), form.version,
      html("{}{}{}", contact, hours, branding_fields(form.colour, form.message, faults)),
      when(!form.id.empty(), [&] { return logo_part(logo, place + "/logo", form.version, faults, view); }));
}

}  // namespace views
