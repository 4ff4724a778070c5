#include "server/messages/letter.hpp"
#include "store/checkpoint_line.hpp"
#include "tokens/api_key.hpp"
#include "views/messages/staff_mail.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

using orders::Topic;
using namespace std::chrono_literals;

constexpr auto sign_in_life = 24h;

// A link that signs in once is made as it is sent: the one before ends, and only its hash is kept.
Task<views::MailText> sign_in(Services& services, const store::Notice& notice,
                              const views::ShopContact& contact) {
  const auto token = tokens::mint_one_time_token();
  const auto kept =
      co_await services.store.set_sign_in(notice.shop, *notice.staff, token.hash, contact.now + sign_in_life);
  if (!kept) throw store::Unavailable("the sign-in link was not kept");
  const auto page = services.settings()->public_url + "/staff/sign-in/" + token.text;
  co_return views::staff_sign_in_mail(page, std::chrono::minutes{sign_in_life}.count(), contact);
}

Task<Written> alert(Services& services, const store::Notice& notice, Letter letter,
                    const views::ShopContact& contact) {
  if (!notice.order) co_return Dropped{"it names no order"};
  const auto order = co_await services.store.find_order(notice.shop, *notice.order);
  if (!order) co_return Dropped{"the order is gone"};
  const auto event = notice.event ? std::ranges::find(order->events, *notice.event, &orders::Event::id)
                                  : order->events.end();
  const auto page = services.settings()->public_url + "/staff/orders/" + order->id.text();
  letter.thread = order->id.text();
  letter.mail =
      views::staff_alert_mail(*order, event == order->events.end() ? nullptr : &*event, page, contact);
  co_return letter;
}

}  // namespace

Task<Written> write_to_staff(Services& services, const store::Notice& notice, orders::Instant at) {
  if (!notice.staff) co_return Dropped{"it names nobody"};
  const auto found = co_await services.store.find_staff(notice.shop, *notice.staff);
  const auto shop = co_await services.store.shop(notice.shop);
  const auto locations = co_await services.store.locations(notice.shop);
  if (!found || !shop || locations.empty()) co_return Dropped{"nobody to tell"};
  const auto& member = found->member;
  if (member.disabled_at) co_return Dropped{"they no longer work here"};
  const auto own =
      std::ranges::find(locations, member.location.value_or(orders::LocationId{}), &orders::Location::id);
  const auto& place = own == locations.end() ? locations.front() : *own;
  const auto zone = views::load_zone(place.zone).value_or(orders::Zone{});
  const views::ShopContact contact{*shop, place, zone, at};
  Letter letter{.to = member.email,
                .name = member.name,
                .shop = shop->name,
                .slug = shop->slug,
                .answers_to = place.contact.email};
  switch (notice.topic) {
    case Topic::staff_alert: co_return co_await alert(services, notice, std::move(letter), contact);
    case Topic::staff_sign_in: letter.mail = co_await sign_in(services, notice, contact); co_return letter;
    default: break;
  }
  const auto last = co_await services.store.last_checkpoint(notice.shop);
  if (!last) co_return Dropped{"there is no checkpoint"};
  letter.mail = views::checkpoint_mail(last->seq, store::checkpoint_line(*last), contact);
  co_return letter;
}

Task<Written> write_letter(Services& services, const store::Notice& notice, orders::Instant at) {
  switch (notice.topic) {
    case Topic::staff_alert:
    case Topic::staff_sign_in:
    case Topic::checkpoint: co_return co_await write_to_staff(services, notice, at);
    default: co_return co_await write_to_customer(services, notice, at);
  }
}

}  // namespace server
