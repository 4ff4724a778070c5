#include "views/console/frame.hpp"

#include "views/console/icons.hpp"

namespace views {
namespace {

struct Entry {
  Place place;
  std::string_view path, label, key;  // key: pressed after g
  Icon icon;
};

constexpr Entry today{Place::board, "/staff/today", "Today", "t", Icon::today};
constexpr Entry orders_entry{Place::orders, "/staff/orders", "Orders", "o", Icon::orders};
constexpr Entry new_order{Place::new_order, "/staff/orders/new", "New order", "n", Icon::plus};
constexpr Entry scan{Place::scan, "/staff/scan", "Collect", "c", Icon::scan};
constexpr Entry news{Place::news, "/staff/news", "News", "w", Icon::bell};
constexpr Entry settings{Place::settings, "/staff/settings", "Settings", "s", Icon::settings};
constexpr Entry people{Place::people, "/staff/people", "People", "p", Icon::people};

Html entry(const Entry& to, Place here, const Html& more = {}) {
  const auto inside = html(R"html({}<span>{}</span>{})html", icon(to.icon), to.label, more);
  const auto url = Url::local(std::string(to.path));
  return to.place == here ? html(R"html(<li><a href="{}" data-go="{}" aria-current="page">{}</a></li>
)html",
                                 url, to.key, inside)
                          : html(R"html(<li><a href="{}" data-go="{}">{}</a></li>
)html",
                                 url, to.key, inside);
}

// How many news wait; the live script counts on.
Html count(std::int64_t unread) {
  const auto text = unread > 99 ? std::string{"99+"} : std::to_string(unread);
  return unread > 0 ? html(R"html(<b class="count" id="unread">{}</b>)html", text)
                    : html(R"html(<b class="count" id="unread" hidden>0</b>)html");
}

Html menu(Place here, const ConsoleView& view) {
  using orders::Duty;
  auto places = entry(today, here);
  places += entry(orders_entry, here);
  if (view.may(Duty::work)) {
    places += entry(new_order, here);
    places += entry(scan, here);
  }
  places += entry(news, here, count(view.unread));
  auto own = when(view.may(Duty::manage), [&] { return entry(settings, here); });
  own += when(view.may(Duty::own), [&] { return entry(people, here); });
  own += entry({Place::me, "/staff/me", view.who.name, "m", Icon::person}, here);
  return html(R"html(<header class="menu">
<p class="shop"><bdi>{}</bdi></p>
<nav class="places" aria-label="Console"><ul>
{}</ul></nav>
<nav class="own" aria-label="Shop and you"><ul>
{}</ul></nav>
</header>
)html",
              view.shop.name, places, own);
}

Html head(const std::string& title, const ConsoleAssets& assets, bool has_scanner) {
  const auto scanner = when(has_scanner, [&] {
    return html(R"html(
<script src="{}" defer></script>)html",
                assets.scan_script);
  });
  return html(R"html(<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="{}">
<link rel="icon" href="{}" type="image/svg+xml">
<script src="{}" defer></script>{})html",
              title, assets.stylesheet, assets.icon, assets.script, scanner);
}

std::string whole(const Html& head, const Html& body) {
  return html(R"html(<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
{}
</head>
{}
</html>
)html",
              head, body)
      .release();
}

}  // namespace

std::string console_document(const ConsolePage& page, const ConsoleView& view) {
  const auto notice = when(!page.notice.empty(), [&] {
    return html(R"html(<p class="notice" role="status">{}</p>
)html",
                page.notice);
  });
  return whole(head(page.title + " · " + view.shop.name, view.assets, page.has_scanner),
               html(R"html(<body class="console" data-events="/staff/events" data-watches="{}" data-csrf="{}">
<a class="skip" href="#main">Skip to the page</a>
{}<main id="main" tabindex="-1">
{}{}</main>
<div id="toasts" class="toasts" aria-live="polite"></div>
</body>)html",
                    page.watches, view.csrf, menu(page.place, view), notice, page.main));
}

std::string console_door(const std::string& title, const Html& main, const ConsoleAssets& assets) {
  return whole(head(title, assets, false), html(R"html(<body class="door">
<main id="main" tabindex="-1">
{}</main>
</body>)html",
                                                main));
}

Html page_head(std::string_view title, const Html& actions) {
  return html(R"html(<div class="head"><h1>{}</h1>{}</div>
)html",
              title, when(!actions.empty(), [&] {
                return html(R"html(<div class="actions">{}</div>)html", actions);
              }));
}

}  // namespace views
