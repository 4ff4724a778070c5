#include "server/pages/visit.hpp"

#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/http/limits.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/entry.hpp"
#include "server/pages/ready_page.hpp"
#include "server/services.hpp"
#include "views/zone.hpp"

namespace server {

namespace {

Response switched_off(const Visit& visit) {
  if (!visit.found.shop.portal_redirect.empty()) {
    auto away = page(302, "");
    away.headers.emplace_back("Location", visit.found.shop.portal_redirect);
    return away;
  }
  return page(200, views::switched_off_page(visit.contact(), *visit.locale, visit.assets));
}

Response ended(const Request& request, const Visit& visit) {
  if (wants_json(request)) return problem(410, "Gone", "this link has ended");
  const auto& customer = visit.found.order.customer;
  const bool reachable = !customer.email.empty() || !customer.phone.empty();
  const bool own = visit.found.link.channel != orders::Channel::share;
  const auto resend = reachable && own ? visit.path + "/resend" : std::string{};
  return page(410, views::ended_page(visit.contact(), resend, *visit.locale, visit.assets));
}

}  // namespace

views::OrderView Visit::view() const {
  const auto& config = settings->config;
  return {.shop = found.shop,
          .location = found.location,
          .order = found.order,
          .link = found.link,
          .standing = standing,
          .zone = zone,
          .now = at,
          .path = path,
          .pays_online = !config.stripe.secret_key.empty() || !config.paypal.client_id.empty(),
          .undo_window = std::chrono::minutes{config.actions.undo_minutes}};
}

Response Visit::marked(Response response) const {
  response.link_fingerprint = tokens::fingerprint(key);
  response.shop = found.shop.slug;
  return response;
}

Visit visit_of(Services& services, const Request& request, std::shared_ptr<const Settings> settings,
               const tokens::Code& code, std::shared_ptr<const store::LinkedOrder> found) {
  const auto key = code.link_id();
  const auto at = now();
  const auto standing =
      orders::link_access(found->link, found->order, policy_of(found->shop, settings->config.links), at);
  const bool locked =
      standing.access != orders::Access::gone && !is_let_in(services, request, *found, key, at);
  if (locked) {
    auto shared = *found;
    shared.link.rights = default_rights(orders::Channel::share);
    found = std::make_shared<const store::LinkedOrder>(std::move(shared));
  }
  const auto& locale = locale_of(request, found->order.customer.locale, found->shop.locale);
  const auto asked = request.query.empty() ? std::nullopt : request.parameter("lang");
  auto zone = views::load_zone(found->location.zone).value_or(orders::Zone{});
  auto assets = services.assets.for_page(orders::effective_branding(found->shop, found->location),
                                         settings->public_url);
  return {.settings = std::move(settings),
          .key = key,
          .path = "/t/" + code.reveal(),
          .query = asked && *asked == locale.tag() ? "?lang=" + *asked : std::string{},
          .held = std::move(found),
          .zone = std::move(zone),
          .at = at,
          .standing = standing,
          .locale = &locale,
          .assets = std::move(assets),
          .locked = locked};
}

std::optional<Response> barred(const Request& request, const Visit& visit, Needs needs) {
  if (!visit.found.shop.portal_enabled) return visit.marked(switched_off(visit));
  const bool open = visit.standing.access == orders::Access::full ||
                    (needs != Needs::act && visit.standing.access == orders::Access::receipt);
  if (needs != Needs::nothing && !open) return visit.marked(ended(request, visit));
  return std::nullopt;
}

Task<std::variant<Visit, Response>> open_visit(Services& services, const Request& request,
                                               std::string_view text, Needs needs) {
  // The keyed check in the code refuses a guess here, before anything is looked up.
  const auto settings = services.settings();
  const auto code = tokens::Code::parse(text, settings->keys);
  if (!code) co_return wrong_code(services, request);
  const auto key = services.pages.key_of(code->reveal());
  auto held = still_newest(services, key);
  if (!held) {
    held = co_await services.store.find_link(code->link_id());
    if (!held) co_return wrong_code(services, request);
    services.pages.acts_upon(key, held);
  }
  auto visit = visit_of(services, request, settings, *code, std::move(held));
  if (auto instead = barred(request, visit, needs)) co_return std::move(*instead);
  if (visit.locked && needs != Needs::glance) co_return entry_answer(request, visit, 403);
  co_return std::move(visit);
}

std::optional<Response> ended_answer(const Request& request, const Visit& visit) {
  if (visit.standing.access == orders::Access::full) return std::nullopt;
  return visit.marked(ended(request, visit));
}

Task<std::optional<Response>> too_often(Services& services, const Request& request, const Visit& visit,
                                        std::optional<store::OperationId> operation) {
  const auto wait = services.limits.action(visit.found.link.id.text(), visit.at);
  if (wait.count() == 0) co_return std::nullopt;
  if (operation && co_await services.store.done(visit.key, *operation)) co_return std::nullopt;
  auto response = trouble(services, &request, 429, views::Trouble::too_many_requests);
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  co_return visit.marked(std::move(response));
}

}  // namespace server
