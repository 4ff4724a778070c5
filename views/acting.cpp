#include "views/acting.hpp"

#include "views/sections.hpp"
#include "views/words.hpp"

#include <fmt/format.h>

namespace views {

bool leads(const OrderView& view) { return !view.path.empty() && view.link.rights.prices; }
bool acts(const OrderView& view) { return leads(view) && view.standing.access == orders::Access::full; }
bool acts(const OrderView& view, orders::Power power) { return acts(view) && may(view.link.rights, power); }

std::string shown_versions(const OrderView& view) {
  return fmt::format("{}.{}.{}.{}", view.order.version, view.link.version, view.location.version,
                     view.shop.version);
}

Url below(const OrderView& view, std::string_view rest, const Locale& l) {
  return Url::local(std::string(view.path).append(rest).append("?lang=").append(l.tag()));
}

Html hidden_field(std::string_view name, std::string_view value) {
  return html(R"html(<input type="hidden" name="{}" value="{}">
)html",
              name, value);
}

Html submit_button(const std::string& said, bool filled) {
  return html(R"html(<p><button type="submit" class="{}">{}</button></p>
)html",
              filled ? "button" : "go", said);
}

Html call_line(const OrderView& view, const Locale& l) {
  const auto& phone = view.location.contact.phone;
  if (phone.empty()) return {};
  return html(R"html(<p class="call">{} {}</p>
)html",
              l.text("Questions? Call us:"), phone_link(phone));
}

std::string file_size(std::int64_t bytes, const Locale& l) {
  constexpr std::int64_t megabyte = 1'000'000;
  // To one decimal, rounded up so that nothing has no size.
  if (bytes >= megabyte)
    return l.text("{n} MB", {{"n", l.quantity({(bytes + megabyte / 10 - 1) / (megabyte / 10) * 100})}});
  return l.text("{n} kB", {{"n", l.quantity({(bytes + 999) / 1000 * 1000})}});
}

std::string side_page(const OrderView& view, SidePage page, const Locale& l, const PageAssets& assets) {
  const auto reference = when(view.link.rights.prices, [&] {
    return html(R"html(<p class="reference">{} <bdi>{}</bdi></p>
)html",
                l.text("Order"), view.order.number);
  });
  const auto back = when(!view.path.empty(), [&] {
    return html(R"html(<p class="back"><a href="{}">{}</a></p>
)html",
                below(view, "", l), l.text("Back to the order"));
  });
  auto main = html(R"html(<div class="hero">
{}<h1>{}</h1>
{}</div>
{}{}{})html",
                   reference, page.heading.empty() ? html("{}", page.title) : page.heading, page.lead,
                   page.main, back, call_line(view, l));
  const auto title = page.title + " · " + view.shop.name;
  return document(
      {.title = title,
       .shop = &view.shop,
       .logo = effective_branding(view.shop, view.location).logo,
       .main = std::move(main),
       .events = page.is_live && !view.path.empty() ? std::string(view.path) + "/events" : std::string{},
       .version = shown_versions(view),
       .has_languages = page.has_languages,
       .has_pad = page.has_pad},
      l, assets);
}

}  // namespace views
