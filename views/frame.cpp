#include "views/frame.hpp"

#include <map>

namespace views {
namespace {

// What a chat program shows of the link: whose it is, and nothing of the order.
Html preview(const Frame& frame, const Locale& l, const PageAssets& assets) {
  if (!frame.shop) return {};
  auto tags = html(R"html(<meta property="og:type" content="website">
<meta property="og:title" content="{}">
<meta property="og:description" content="{}">
)html",
                   frame.shop->name, l.text("Order status"));
  if (assets.logo && !assets.public_url.empty())
    tags += html(R"html(<meta property="og:image" content="{}{}">
)html",
                 assets.public_url, *assets.logo);
  return tags;
}

Html band(const Frame& frame, const Locale& l, const PageAssets& assets) {
  const auto logo = maybe(assets.logo, [&](const Url& url) {
    // Width and height keep the page from jumping when the picture arrives.
    const auto height = 40, width = frame.logo && frame.logo->height > 0
                                        ? frame.logo->width * 40 / frame.logo->height
                                        : 40;
    return html(R"html(<img src="{}" width="{}" height="{}" alt="">)html", url, width, height);
  });
  const auto name = frame.shop ? frame.shop->name : l.text("Order status");
  return html(R"html(<header class="band"><p class="column">{}<bdi>{}</bdi></p></header>)html", logo, name);
}

Html draw_languages(const Locale& l) {
  const auto choice = each(Locale::available(), [&](const std::string& tag) {
    const auto* other = Locale::find(tag);
    if (tag == l.tag())
      return html(R"html(<li><span lang="{}" aria-current="true">{}</span></li>)html", tag,
                  other->own_name());
    return html(R"html(<li><a href="{}" lang="{}" hreflang="{}" rel="nofollow">{}</a></li>)html",
                Url::local("?lang=" + tag), tag, tag, other->own_name());
  });
  return html(R"html(<nav aria-label="{}"><ul class="languages">{}</ul></nav>)html", l.text("Language"),
              choice);
}

// The same on every page of a language.
Html languages(const Locale& l) {
  static const auto drawn = [] {
    std::map<const Locale*, Html> all;
    for (const auto& tag : Locale::available())
      all.emplace(Locale::find(tag), draw_languages(*Locale::find(tag)));
    return all;
  }();
  const auto known = drawn.find(&l);
  return known == drawn.end() ? draw_languages(l) : known->second;
}

Html main_part(const Frame& frame) {
  if (frame.events.empty())
    return html(R"html(<main id="main" class="column" tabindex="-1">
{}</main>
)html",
                frame.main);
  return html(R"html(<main id="main" class="column" tabindex="-1" data-events="{}" data-version="{}">
{}</main>
)html",
              frame.events, frame.version, frame.main);
}

}  // namespace

std::string document(const Frame& frame, const Locale& l, const PageAssets& assets) {
  const auto pad = when(frame.has_pad, [&] {
    return maybe(assets.pad_script, [](const Url& url) {
      return html(R"html(
<script src="{}" defer></script>)html",
                  url);
    });
  });
  const auto head =
      html(R"html(<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive, nosnippet">
<meta name="color-scheme" content="light dark">
{}<link rel="stylesheet" href="{}">
<link rel="icon" href="{}" type="image/svg+xml">
<script src="{}" defer></script>{})html",
           frame.title, preview(frame, l, assets), assets.stylesheet, assets.icon, assets.script, pad);
  return html(R"html(<!DOCTYPE html>
<html lang="{}" dir="{}">
<head>
{}
</head>
<body>
<a class="skip" href="#main">{}</a>
{}
{}<footer class="column">
{}{}
</footer>
</body>
</html>
)html",
              l.tag(), l.right_to_left() ? "rtl" : "ltr", head, l.text("Skip to the order"),
              band(frame, l, assets), main_part(frame), frame.footer,
              frame.has_languages ? languages(l) : Html{})
      .release();
}

}  // namespace views
