#include "views/acting.hpp"
#include "views/words.hpp"

#include <algorithm>
#include <ranges>

namespace views {
namespace {

constexpr std::ptrdiff_t most_views = 20;

std::string channel_name(orders::Channel channel, const Locale& l) {
  switch (channel) {
    case orders::Channel::sms: return l.text("Sent as a text message");
    case orders::Channel::email: return l.text("Sent by e-mail");
    case orders::Channel::whatsapp: return l.text("Sent by WhatsApp");
    case orders::Channel::copy: return l.text("Copied by the shop");
    case orders::Channel::qr: return l.text("Printed as a QR code");
    case orders::Channel::share: return l.text("Passed on from here");
  }
  return {};
}

std::string device_kind(const std::string& device, const Locale& l) {
  if (device == "phone") return l.text("on a phone");
  if (device == "tablet") return l.text("on a tablet");
  if (device == "computer") return l.text("on a computer");
  return {};
}

Html opened(const LinkEntry& link, const OrderView& view, const Locale& l) {
  if (link.views.empty()) return html("<p class=\"quiet\">{}</p>\n", l.text("Not opened yet"));
  const auto times = each(link.views | std::views::take(most_views), [&](const LinkEntry::View& seen) {
    return html("<li>{} {}</li>\n", moment(seen.at, l.date_time(seen.at, view.zone), true),
                device_kind(seen.device, l));
  });
  const auto how_often = l.plural("Opened once", "Opened {n} times", static_cast<long>(link.views.size()));
  return html(R"html(<details><summary>{}</summary>
<ul class="files">
{}</ul>
</details>
)html",
              how_often, times);
}

Html address(const LinkEntry& link, std::size_t n, const Locale& l) {
  if (link.address.empty()) return {};
  const auto id = "shared-" + std::to_string(n);
  return html(R"html(<label for="{}">{}</label>
<input type="text" id="{}" value="{}" dir="ltr" readonly>
<p class="tools"><button type="button" class="go" data-copy="{}" data-copied="{}" hidden>{}</button> )html"
              R"html(<button type="button" class="go" data-share="{}" hidden>{}</button></p>
)html",
              id, l.text("Address to pass on"), id, link.address, id, l.text("Copied"), l.text("Copy"), id,
              l.text("Share"));
}

Html diary(const std::vector<LinkEntry>& links, const OrderView& view, const Locale& l) {
  Html items;
  for (std::size_t n = 0; n < links.size(); ++n) {
    const auto& link = links[n];
    const auto mark = when(
        link.this_one, [&] { return html(R"html( <span class="tag">{}</span>)html", l.text("this link")); });
    items += html(R"html(<li><h3>{}{}</h3>
<p class="quiet">{}</p>
{}{}</li>
)html",
                  channel_name(link.channel, l), mark,
                  moment(link.issued_at, l.date_time(link.issued_at, view.zone)), opened(link, view, l),
                  address(link, n + 1, l));
  }
  return html(R"html(<section class="card" aria-labelledby="diary-h">
<h2 id="diary-h">{}</h2>
<ul class="plain">
{}</ul>
</section>
)html",
              l.text("Links to this order"), items);
}

// What can be done, each with its consequence before its button.
Html offer(const OrderView& view, std::string_view id, std::string_view path, const std::string& title,
           const std::string& consequence, const std::string& button, const Locale& l) {
  return html(R"html(<section id="{}" class="card" aria-labelledby="{}-h">
<h2 id="{}-h">{}</h2>
<p>{}</p>
<form method="post" action="{}">
{}</form>
</section>
)html",
              id, id, id, title, consequence, below(view, path, l), submit_button(button, false));
}

}  // namespace

std::string link_page(const OrderView& view, const std::vector<LinkEntry>& links, const Locale& l,
                      const PageAssets& assets) {
  auto main = diary(links, view, l);
  if (acts(view)) {
    main += offer(
        view, "share", "/link/share", l.text("Let somebody else follow"),
        l.text("Make a second link for family or a colleague. It shows where the repair stands: no prices, "
               "no names, no documents, and nothing can be answered with it."),
        l.text("Make a link to pass on"), l);
    main += offer(
        view, "rotate", "/link/rotate", l.text("This was not me, or my phone is lost"),
        l.text("End the links that were sent to you. They stop working at once, and a new one goes to the "
               "e-mail address or telephone number that the shop has of you, never to this page."),
        l.text("Replace the link"), l);
  }
  return side_page(view, {.title = l.text("Who has seen this link"), .main = main}, l, assets);
}

}  // namespace views
