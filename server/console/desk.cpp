#include "server/console/desk.hpp"

#include "server/api/caller.hpp"
#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/console/answers.hpp"
#include "server/console/cookies.hpp"
#include "server/console/same_site.hpp"
#include "server/services.hpp"
#include "tokens/session.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_session = 12h;
constexpr auto longest_pause = 60min;
constexpr auto seen_step = 1min;

bool lasts(const orders::StaffSession& session, orders::Instant at) {
  return at - session.created_at < longest_session && at - session.seen_at < longest_pause;
}

// What a page asks for by itself keeps nobody signed in: a console that was left open is nobody's.
bool is_attended(const Request& request) {
  return request.header("x-unattended").empty() && request.header("accept") != "text/event-stream";
}

// Where a person stands: their own location, else the shop's first.
orders::Zone zone_of(const std::vector<orders::Location>& locations) {
  if (locations.empty()) return {};
  return views::load_zone(locations.front().zone).value_or(orders::Zone{});
}

}  // namespace

bool Desk::sees(const orders::Order& order) const {
  return order.shop == shop.id && (!staff().location || *staff().location == order.location);
}

orders::Actor Desk::actor() const { return {orders::ActorKind::staff, staff().id.text()}; }

orders::Context Desk::context() const {
  return {.now = at, .actor = actor(), .new_id = [when = at] { return tokens::new_uuid(when); }};
}

views::ConsoleView Desk::view() const {
  return {.shop = shop,
          .who = staff(),
          .zone = zone,
          .assets = assets,
          .now = at,
          .csrf = csrf,
          .unread = unread};
}

Task<std::variant<Desk, Response>> open_desk(Services& services, const Request& request, orders::Duty duty) {
  const auto settings = services.settings();
  const auto secret = tokens::parse_session(cookie(request, session_cookie));
  if (!secret) co_return to_sign_in(request);
  auto who = co_await services.store.find_session(secret->hash);
  const auto at = now();
  if (!who || who->staff.member.disabled_at || !lasts(who->session, at)) co_return to_sign_in(request);
  if (is_attended(request) && at - who->session.seen_at >= seen_step)
    co_await services.store.touch_session(secret->hash, at);

  const auto member = who->staff.member;
  auto shop = co_await services.store.shop(member.shop);
  auto locations = co_await services.store.locations(member.shop);
  if (member.location)
    std::erase_if(locations, [&](const auto& location) { return location.id != *member.location; });
  auto zone = zone_of(locations);
  const auto news = co_await services.store.news(member.shop, member.id, member.location, 1);
  Desk desk{.settings = settings,
            .who = *std::move(who),
            .key = secret->hash,
            .by = secret->by,
            .shop = *std::move(shop),
            .locations = std::move(locations),
            .zone = std::move(zone),
            .at = at,
            .csrf = tokens::csrf_token(settings->keys, secret->hash),
            .unread = news.unread,
            .assets = services.assets.for_console()};
  if (!desk.may(duty)) co_return desk_message(desk, 403, views::Setback::not_allowed);
  co_return std::move(desk);
}

std::string Posted::text(std::string_view name) const {
  const auto found = form.first(name).value_or("");
  const auto from = found.find_first_not_of(" \t\n");
  if (from == found.npos) return {};
  return std::string(found.substr(from, found.find_last_not_of(" \t\n") + 1 - from));
}

bool Posted::ticked(std::string_view name) const { return !form.first(name).value_or("").empty(); }

Task<std::variant<Posted, Response>> open_post(Services& services, const Request& request,
                                               orders::Duty duty) {
  if (!is_same_site(request)) co_return from_elsewhere(services);
  auto desk = co_await open_desk(services, request, duty);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  auto& here = std::get<Desk>(desk);
  auto form = read_form(request);
  if (!form) co_return desk_message(here, 400, views::Setback::unreadable);
  if (!tokens::is_csrf_token(here.settings->keys, form->first("csrf").value_or(""), here.key))
    co_return desk_message(here, 403, views::Setback::stale);
  co_return Posted{std::move(here), *std::move(form)};
}

Task<std::variant<orders::Order, Response>> order_at(Services& services, const Desk& desk,
                                                     std::string_view segment) {
  auto order = co_await services.store.find_order(desk.shop.id, order_ref(segment));
  if (!order || !desk.sees(*order)) co_return desk_not_found(desk);
  co_return *std::move(order);
}

}  // namespace server
