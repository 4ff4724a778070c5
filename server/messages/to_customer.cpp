#include "orders/notify.hpp"
#include "server/admin/links.hpp"
#include "server/certificate.hpp"
#include "server/messages/act_news.hpp"
#include "server/messages/letter.hpp"
#include "server/messages/live_link.hpp"
#include "server/receipt.hpp"
#include "tokens/entry_code.hpp"
#include "tokens/unsubscribe.hpp"
#include "views/messages/template.hpp"
#include "views/pdf.hpp"
#include "views/sms.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

using orders::Route, orders::Topic;

// Everything that a letter to a customer is made of, read at one moment.
struct Writing {
  const store::Notice& notice;
  std::shared_ptr<const Settings> settings;
  orders::Shop shop{};
  orders::Location place{};
  orders::Order order{};
  orders::NotifyPolicy policy{};
  orders::Zone zone{};
  orders::Instant at{};
  const views::Locale* locale = nullptr;
  Letter letter{};

  views::ShopContact contact() const { return {shop, place, zone, at}; }
  bool by_mail() const { return notice.route == Route::email; }
};

// Whether somebody waits for it this minute: it keeps no quiet hours and counts on no allowance.
bool is_urgent(Topic topic) {
  return topic == Topic::new_link || topic == Topic::act_receipt || topic == Topic::entry_code;
}

bool refused_by(const std::vector<Route>& opted_out, const store::Notice& notice) {
  const bool out = std::ranges::find(opted_out, notice.route) != opted_out.end();
  return out && (notice.route != Route::email || is_switchable(notice.topic));
}

// The first moment at which the shop may send another message that costs.
Task<orders::Instant> after_allowance(Services& services, const Writing& w) {
  const int most = w.policy.paid_messages_per_day;
  if (w.by_mail() || most == 0) co_return w.at;
  const auto today = w.zone.local(w.at).date;
  const auto sent = co_await services.store.paid_messages_since(w.shop.id, w.zone.start_of(today));
  co_return sent < most ? w.at : w.zone.end_of(today);
}

std::string unsubscribe_url(const Writing& w) {
  return w.settings->public_url + "/unsubscribe/" +
         tokens::seal_unsubscribe(w.settings->keys, {w.shop.id, w.order.id, w.notice.route, w.letter.to});
}

views::MailFoot foot_of(const Writing& w, std::string link) {
  return {.link = std::move(link), .unsubscribe = w.letter.unsubscribe, .words = w.policy.footer};
}

std::string code_in(const std::string& url) { return url.substr(url.rfind('/') + 1); }

// Whoever was sent it keeps what was approved, signed and paid, whether or not the page opens any more.
Task<outbox::MailAttachment> receipt_of(Services& services, const Writing& w) {
  const auto entries = co_await services.store.evidence(w.shop.id, w.order.id);
  const auto drawn = drawings(entries, acts_of(w.order, entries, w.settings->keys));
  const orders::Link link{.shop = w.shop.id, .order = w.order.id};
  const orders::Standing standing{.access = orders::Access::receipt};
  const views::OrderView view{.shop = w.shop,
                              .location = w.place,
                              .order = w.order,
                              .link = link,
                              .standing = standing,
                              .zone = w.zone,
                              .now = w.at};
  auto draw = [&](const outbox::Stopping&) { return views::receipt_pdf(view, *w.locale, drawn); };
  auto bytes = co_await services.press.run(std::move(draw));
  if (!bytes) throw store::Unavailable("too many papers at once");
  co_return outbox::MailAttachment{"receipt.pdf", "application/pdf", *std::move(bytes)};
}

// News by the shop's words, or the house's.
Task<void> write_news(Services& services, Writing& w) {
  const auto wanted = w.notice.link;
  auto link = co_await live_link(services, w.shop, w.order, w.notice.route, w.at, wanted);
  const auto own = co_await services.store.templates(w.shop.id);
  const auto values = message_values(w.notice.topic, w.contact(), w.order, link, *w.locale);
  const auto words = words_for(own, w.notice.topic, w.notice.route, *w.locale);
  w.letter.unsubscribe = unsubscribe_url(w);
  if (w.by_mail())
    w.letter.mail = message_mail(words, values, w.contact(), foot_of(w, link), *w.locale);
  else
    w.letter.text = short_message(words, values, *w.locale);
  w.letter.news = {.language = w.locale->tag(),
                   .shop = w.shop.name,
                   .order = w.order.number,
                   .news = message_news(w.notice.topic, values, *w.locale),
                   .code = link.empty() ? "" : code_in(link)};
  if (!w.by_mail() || w.notice.topic != Topic::receipt) co_return;
  auto receipt = co_await receipt_of(services, w);
  w.letter.attachments.push_back(std::move(receipt));
}

// A link that was made for this very letter.
Task<std::optional<Dropped>> write_new_link(Services& services, Writing& w) {
  if (!w.notice.link) co_return Dropped{"it names no link"};
  const auto sealed = co_await services.store.sealed_link(w.shop.id, *w.notice.link);
  const auto url = sealed ? reveal_url(*w.settings, *sealed) : std::nullopt;
  if (!url) co_return Dropped{"the link is gone"};
  const auto policy = policy_of(w.shop, w.settings->config.links);
  const auto standing = orders::link_access(sealed->link, w.order, policy, w.at);
  if (standing.access == orders::Access::gone) co_return Dropped{"the link has ended"};
  const views::NewLink news{w.order.number, *url, true, standing.until};
  w.letter.mail = new_link_mail(news, w.contact(), *w.locale, foot_of(w, *url));
  w.letter.text = new_link_sms(news, w.contact(), *w.locale);
  co_return std::nullopt;
}

Task<std::optional<Dropped>> write_act(Services& services, Writing& w) {
  auto act = w.notice.event ? act_of(w.order, *w.notice.event) : std::nullopt;
  if (!act) co_return Dropped{"it tells of nothing that happened"};
  act->link = co_await live_link(services, w.shop, w.order, w.notice.route, w.at);
  w.letter.mail = act_receipt_mail(*act, w.contact(), *w.locale, foot_of(w, act->link));
  w.letter.text = act_receipt_sms(*act, w.contact(), *w.locale);
  co_return std::nullopt;
}

void write_entry_code(Writing& w) {
  const auto code = tokens::entry_code(w.settings->keys, w.order.id, w.at);
  w.letter.mail = entry_code_mail(w.order.number, code, w.contact(), *w.locale);
  w.letter.text = entry_code_sms(code, w.contact(), *w.locale);
}

// What the letter is about and to whom, or why there is none.
Task<std::optional<Dropped>> begin(Services& services, Writing& w) {
  if (!w.notice.order) co_return Dropped{"it names no order"};
  auto order = co_await services.store.find_order(w.notice.shop, *w.notice.order);
  auto shop = co_await services.store.shop(w.notice.shop);
  if (!order || !shop) co_return Dropped{"the order is gone"};
  const auto locations = co_await services.store.locations(w.notice.shop);
  const auto place = std::ranges::find(locations, order->location, &orders::Location::id);
  if (place == locations.end()) co_return Dropped{"its location is gone"};
  w.shop = *std::move(shop);
  w.order = *std::move(order);
  w.place = *place;
  w.zone = views::load_zone(w.place.zone).value_or(orders::Zone{});
  w.locale = &views::Locale::choose("", w.order.customer.locale, "", w.shop.locale);
  w.policy = co_await services.store.notify_policy(w.shop.id);
  const auto& customer = w.order.customer;
  w.letter = {.to = w.by_mail() ? customer.email : customer.phone,
              .name = customer.name,
              .shop = w.shop.name,
              .slug = w.shop.slug,
              .answers_to = w.place.contact.email,
              .thread = w.order.id.text()};
  if (w.letter.to.empty()) co_return Dropped{"no contact for it"};
  if (auto why = moot(w.notice, w.order, w.shop, w.at)) co_return Dropped{*std::move(why)};
  const auto opted_out = co_await services.store.opted_out(w.shop.id, customer);
  if (refused_by(opted_out, w.notice)) co_return Dropped{"they want no more of these"};
  co_return std::nullopt;
}

}  // namespace

Task<Written> write_to_customer(Services& services, const store::Notice& notice, orders::Instant at) {
  Writing w{.notice = notice, .settings = services.settings(), .at = at};
  if (auto dropped = co_await begin(services, w)) co_return *std::move(dropped);
  if (!is_urgent(notice.topic)) {
    const auto waked = after_quiet(w.policy, w.zone, at);
    if (waked > at) co_return PutOff{waked};
    const auto allowed = co_await after_allowance(services, w);
    if (allowed > at) co_return PutOff{allowed};
  }
  std::optional<Dropped> dropped;
  switch (notice.topic) {
    case Topic::new_link: dropped = co_await write_new_link(services, w); break;
    case Topic::act_receipt: dropped = co_await write_act(services, w); break;
    case Topic::entry_code: write_entry_code(w); break;
    default: co_await write_news(services, w);
  }
  if (dropped) co_return *std::move(dropped);
  co_return std::move(w.letter);
}

}  // namespace server
