#include "views/acting.hpp"
#include "views/entry_page.hpp"
#include "views/pages.hpp"
#include "views/sections.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

Html fact(const std::string& label, const Html& value) {
  return html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
              label, value);
}

Html device_facts(const orders::Device& device, const Locale& l) {
  auto facts = fact(l.text("Device"), html("<bdi>{}</bdi>", device_in_full(device, l)));
  if (const auto serial = last_four(device.serial); !serial.empty())
    facts += fact(l.text("Serial number"), html(R"html(<bdi dir="ltr">{}</bdi>)html", serial));
  if (!device.problem.empty())
    facts += fact(l.text("What you told us"), html(R"html(<span dir="auto">{}</span>)html", device.problem));
  return facts;
}

Html message(const OrderView& view, const Locale& l) {
  const auto said = effective_branding(view.shop, view.location).message;
  if (said.empty()) return {};
  return html(R"html(<section aria-labelledby="message-h" class="card">
<h2 id="message-h">{}</h2>
<p class="words" dir="auto">{}</p>
</section>
)html",
              l.text("From the shop"), said);
}

Html footer(const OrderView& view, const Locale& l) {
  const auto warning = view.link.rights.prices
                           ? l.text("Anyone with this link can see this order, so share it with care.")
                           : l.text("Anyone with this link can see where this order stands.");
  const auto diary = when(acts(view), [&] {
    return html(R"html(<p><a class="diary" href="{}">{}</a></p>
)html",
                below(view, "/link", l), l.text("Who has seen this link, share it, lost phone"));
  });
  return html(R"html(<p class="stamp" id="stamp" data-text="{}" data-updated="{}" hidden></p>
<p>{}</p>
{})html",
              l.text("As of {time}"), l.text("Updated"), warning, diary);
}

constexpr std::size_t most_pages = 12'000;  // bytes; a longer one grows

std::optional<orders::Instant> reads_until(const OrderView& view) {
  std::optional<orders::Instant> first = view.standing.until;
  const auto also = [&](const std::optional<orders::Instant>& at) {
    if (at && *at > view.now && (!first || *at < *first)) first = at;
  };
  also(contact_reads_until(contact_of(view)));
  if (const auto* quote = quote_in_force(view.order)) {
    also(quote->expires_at);
    also(undo_until(view.order, *quote, view.undo_window));
  }
  if (const auto promised = view.order.promised_at) also(*promised + std::chrono::milliseconds{1});  // late
  return first;
}

}  // namespace

ShopContact contact_of(const OrderView& view) { return {view.shop, view.location, view.zone, view.now}; }

Html order_details(const OrderView& view, const Locale& l) {
  if (!view.link.rights.prices) return {};
  const auto& order = view.order;
  auto facts = fact(l.text("Order"), html("<bdi>{}</bdi>", order.number));
  facts += fact(l.text("Created"), moment(order.created_at, l.date_time(order.created_at, view.zone)));
  if (!order.customer.name.empty())
    facts += fact(l.text("For"), html("<bdi>{}</bdi>", short_name(order.customer.name)));
  Html contact;
  for (const auto& masked : {masked_email(order.customer.email), masked_phone(order.customer.phone)})
    if (!masked.empty()) contact += html(R"html(<bdi dir="ltr">{}</bdi><br>)html", masked);
  if (!contact.empty()) facts += fact(l.text("News goes to"), contact);
  for (const auto& device : order.devices) facts += device_facts(device, l);
  return html(R"html(<section aria-labelledby="details-h" class="card">
<h2 id="details-h">{}</h2>
<dl class="facts">
{}</dl>
</section>
)html",
              l.text("Your order"), facts);
}

Page order_page(const OrderView& view, const Locale& l, const PageAssets& assets) {
  const bool ready = step(view.order, orders::StatusTable::standard()) == orders::Step::ready;
  auto main = hero(view, l);
  main.reserve(most_pages);
  if (view.entry) main += entry_section(*view.entry, l);
  for (const auto part : {timelines, notes, quote_section, documents, payments, messages})
    main += part(view, l);
  main += contact_section(contact_of(view), l, ready);
  main += message(view, l);
  main += order_details(view, l);
  const auto branding = effective_branding(view.shop, view.location);
  // The title stays in the browser's history and on a lock screen: whose page it is, not what is in it.
  const auto title = l.text("Your order at {shop}", {{"shop", view.shop.name}});
  const bool live = !view.path.empty() && view.standing.access == orders::Access::full;
  Frame frame{.title = title,
              .shop = &view.shop,
              .logo = branding.logo,
              .main = std::move(main),
              .footer = footer(view, l),
              .events = live ? std::string(view.path) + "/events" : std::string{},
              .version = shown_versions(view)};
  return {document(frame, l, assets), reads_until(view)};
}

}  // namespace views
