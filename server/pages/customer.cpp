#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/json/customer_json.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/entry.hpp"
#include "server/pages/handlers.hpp"
#include "server/pages/page_shelf.hpp"
#include "server/pages/ready_page.hpp"
#include "server/pages/user_agent.hpp"
#include "server/pages/visit.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"
#include "views/frame.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

namespace server {

namespace {

using store::Watched;
using Entry = PageShelf::Entry;

Task<void> note_preview(store::Store& store, store::LinkKey key) {
  const auto noted = co_await store.note_preview(key);
  static_cast<void>(noted);  // the link was there a moment ago
}

bool asks_for_preview(const Request& request, const PageReader& reader) {
  return request.method != Method::head && is_preview(reader.user_agent);
}

// Counted apart from people, and beside the answer: the page does not wait for it, nor fail with it.
Task<void> count_preview(Services& services, store::LinkKey key) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto in_vain = [](std::exception_ptr) {};
  boost::asio::co_spawn(executor, note_preview(services.store, key), in_vain);
}

Response ready(const Entry& entry, std::string_view cache) {
  const auto& page = *entry.page;
  return {.status = page.status(),
          .finished = entry.page,
          .link_fingerprint = page.link_fingerprint(),
          .shop = page.shop(),
          .cache = cache};
}

struct Shown {
  Response response;
  std::optional<orders::Instant> reads_until = {};
  bool for_all = true;  // nothing in it but link, order, location, shop, settings and language
};

Shown show(const Request& request, const PageReader& reader, const Visit& here) {
  const auto contact_changes = [&] { return contact_reads_until(here.contact()); };
  if (auto instead = barred(request, here, Needs::glance))
    return {std::move(*instead), contact_changes(), !reader.json};
  if (here.locked && here.found.shop.entry == orders::Entry::login)
    return {.response = entry_answer(request, here, reader.json ? 403 : 200), .for_all = false};
  if (reader.json)
    return {.response = here.marked(json_answer(200, customer_json(here.view()))), .for_all = false};
  auto view = here.view();
  const auto asked = entry_form(here);
  if (here.locked) view.entry = &asked;
  auto drawn = views::order_page(view, *here.locale, here.assets);
  return {here.marked(page(200, std::move(drawn.html))), drawn.reads_until, !asks_first(here.found)};
}

// The floors are asked for after what is shown was read: whatever was committed since has raised them.
std::shared_ptr<const Entry> finish(Services& services, const Visit& here, Shown shown) {
  const auto& found = here.found;
  const auto watched = Watched::of(found);
  Entry entry{.page = std::make_shared<const Finished>(std::move(shown.response)),
              .locale = here.locale,
              .order_locale = found.order.customer.locale,
              .shop_locale = found.shop.locale,
              .watched = watched,
              .cells = services.cache.floors().cells(watched),
              .settings = here.settings,
              .reads_until = shown.reads_until};
  return std::make_shared<const Entry>(std::move(entry));
}

}  // namespace

Task<Response> show_order(Services& services, const Request& request, Captures captures) {
  const PageReader reader{request};
  const auto settings = services.settings();
  const auto code = tokens::Code::parse(captures[0], settings->keys);
  if (!code) co_return wrong_code(services, request);
  const auto key = services.pages.key_of(code->reveal());
  const auto known = reader.json ? nullptr : shelved(services, key, reader, now());
  const bool exact = services.cache.exact();
  if (known && exact && store::Floors::allow(known->cells, known->watched)) {
    if (asks_for_preview(request, reader)) co_await count_preview(services, code->link_id());
    co_return ready(*known, "hit");
  }
  const auto* const versions = known && !exact ? &known->watched : nullptr;
  const auto link = code->link_id();
  auto look = co_await services.cache.look(link, versions);
  if (look.same && !is_current(*known, *settings, now())) look = co_await services.cache.look(link);
  if (!look.same && !look.found) co_return wrong_code(services, request);
  if (asks_for_preview(request, reader)) co_await count_preview(services, link);
  if (look.same) co_return ready(*known, "hit");
  const auto here = visit_of(services, request, settings, *code, std::move(look.found));
  auto shown = show(request, reader, here);
  shown.response.cache = "miss";
  if (!shown.for_all) co_return std::move(shown.response);
  const auto entry = finish(services, here, std::move(shown));
  services.pages.put(key, entry);
  co_return ready(*entry, "miss");
}

Task<Response> show_front(Services& services, const Request& request, Captures) {
  const auto house = services.house.get();
  const auto& locale =
      locale_of(request, {}, house ? std::string_view(house->shop.locale) : std::string_view{});
  const auto branding = house ? orders::effective_branding(house->shop, house->location) : orders::Branding{};
  const auto assets = services.assets.for_page(branding, services.settings()->public_url);
  if (!house) co_return page(200, views::front_page(nullptr, locale, assets));
  const views::ShopContact contact{house->shop, house->location, house->zone, now()};
  co_return page(200, views::front_page(&contact, locale, assets));
}

}  // namespace server
