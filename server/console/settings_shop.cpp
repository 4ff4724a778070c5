#include "server/console/settings_handlers.hpp"
#include "server/house_contact.hpp"
#include "server/json/shop_json.hpp"
#include "server/media/logo.hpp"
#include "server/services.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace server {

namespace json = boost::json;
using orders::Duty;
using views::Section;

namespace {

constexpr std::string_view shop_page = "/staff/settings/shop", portal_page = "/staff/settings/portal";

std::string rates_text(const std::vector<orders::TaxRate>& rates) {
  std::string text;
  for (const auto& rate : rates) text += fmt::format("{:g} {}\n", rate.tax_bp / 100.0, rate.name);
  return text;
}

// "20 VAT" a line, with up to two decimals; nullopt when a line is none. As the API takes them.
std::optional<json::array> read_rates(std::string_view text) {
  json::array rates;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string line{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t") == line.npos) continue;
    const auto gap = line.find(' ');
    double percent = 0;
    const auto read = std::from_chars(line.data(), line.data() + std::min(gap, line.size()), percent);
    if (gap == line.npos || read.ec != std::errc{} || read.ptr != line.data() + gap) return std::nullopt;
    rates.push_back(json::object{{"name", line.substr(gap + 1)}, {"tax_bp", std::lround(percent * 100)}});
  }
  return rates;
}

// A number of days, or null for none.
json::value days(const std::string& typed) { return typed.empty() ? json::value() : typed_number(typed); }

std::string days_text(const std::optional<int>& days) { return days ? std::to_string(*days) : std::string{}; }

Response shop_answer(const Desk& desk, const Request& request, const views::ShopForm& form,
                     const views::Faults& faults = {}) {
  return settings_answer(desk, request, Section::shop,
                         views::shop_settings(form, desk.shop.branding.logo, faults, desk.view()),
                         faults.empty());
}

views::ShopForm shown(const orders::Shop& shop) {
  return {.name = shop.name,
          .locale = shop.locale,
          .currency = std::string(shop.currency.code()),
          .colour = shop.branding.colour,
          .message = shop.branding.message,
          .tax_rates = rates_text(shop.tax_rates),
          .decline_needs_reason = shop.decline_needs_reason,
          .version = shop.version};
}

Response portal_answer(const Desk& desk, const Request& request, views::PortalForm form,
                       const views::Faults& faults = {}) {
  const auto& links = desk.settings->config.links;
  form.configured_max_days = links.max_days;
  form.configured_receipt_days = links.receipt_days;
  return settings_answer(desk, request, Section::portal, views::portal_settings(form, faults, desk.view()),
                         faults.empty());
}

// Keeps the shop as wanted, if it stands as it was when the form was made. The faults, if any.
Task<views::Faults> keep(Services& services, const Posted& posted, orders::Outcome<orders::Shop> wanted) {
  if (!wanted) co_return faults_of(wanted.error());
  wanted->version = version_of(posted);
  auto kept = co_await services.store.update_shop(*std::move(wanted));
  if (!kept) co_return faults_of(kept.error());
  co_await services.house.refresh(services.store);
  co_return views::Faults{};
}

}  // namespace

std::int64_t version_of(const Posted& posted) {
  std::int64_t version = 0;
  const auto text = posted.text("version");
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

json::value typed_number(const std::string& typed) {
  std::int64_t number = 0;
  const auto* end = typed.data() + typed.size();
  const auto read = std::from_chars(typed.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? json::value(number) : json::value(typed);
}

std::optional<Response> refuse_of_one_place(const Desk& desk) {
  if (!desk.staff().location) return std::nullopt;
  const orders::Refusal why{orders::Reason::forbidden, "",
                            "this is about the whole shop, and you work at one of its locations"};
  return desk_refusal(desk, why, "/staff/settings");
}

Response settings_answer(const Desk& desk, const Request& request, Section section, const views::Html& body,
                         bool sound) {
  std::string notice;
  if (request.method != Method::post) {
    const auto done = request.parameter("done");
    if (done == "saved") notice = "Saved.";
    if (done == "sending") notice = "It is on its way.";
  }
  const auto view = desk.view();
  return desk_page(desk,
                   {.title = "Settings",
                    .place = views::Place::settings,
                    .main = views::settings_page(section, body, view),
                    .notice = std::move(notice)},
                   sound ? 200 : 422);
}

Task<Response> show_settings(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  co_return see_other(std::get<Desk>(desk).may(Duty::own) ? std::string(shop_page)
                                                          : "/staff/settings/locations");
}

Task<Response> show_shop_settings(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  co_return shop_answer(here, request, shown(here.shop));
}

Task<Response> save_shop_settings(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  const views::ShopForm form{.name = posted.text("name"),
                             .locale = posted.text("locale"),
                             .currency = posted.text("currency"),
                             .colour = posted.text("colour"),
                             .message = posted.text("message"),
                             .tax_rates = posted.text("tax_rates"),
                             .decline_needs_reason = posted.ticked("decline_needs_reason"),
                             .version = version_of(posted)};
  auto rates = read_rates(form.tax_rates);
  json::object members{{"name", form.name},         {"locale", form.locale},
                       {"currency", form.currency}, {"colour", form.colour},
                       {"message", form.message},   {"decline_needs_reason", form.decline_needs_reason}};
  if (rates) members["tax_rates"] = *std::move(rates);
  auto wanted = patch_shop(members, posted.desk.shop);
  views::Faults faults;
  if (!wanted) faults = faults_of(wanted.error());
  if (!rates) faults.push_back({"tax_rates", "Each line is a percentage, a space and the name: 20 VAT"});
  if (faults.empty()) faults = co_await keep(services, posted, std::move(wanted));
  if (!faults.empty()) co_return shop_answer(posted.desk, request, form, faults);
  co_return see_other(std::string(shop_page) + "?done=saved");
}

Task<Response> save_shop_logo(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  auto wanted = posted.desk.shop;
  views::Faults faults;
  if (posted.ticked("remove")) {
    wanted.branding.logo.reset();
  } else {
    std::string picture = posted.form.files.empty() ? std::string{} : posted.form.files.front().bytes;
    const auto logo = co_await keep_logo(services, std::move(picture));
    if (logo)
      wanted.branding.logo = *logo;
    else
      faults = faults_of(logo.error());
  }
  if (faults.empty()) faults = co_await keep(services, posted, std::move(wanted));
  if (!faults.empty()) co_return shop_answer(posted.desk, request, shown(posted.desk.shop), faults);
  co_return see_other(std::string(shop_page) + "?done=saved");
}

Task<Response> show_portal_settings(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  const auto& shop = here.shop;
  views::PortalForm form{.enabled = shop.portal_enabled,
                         .redirect = shop.portal_redirect,
                         .entry = std::string(name(shop.entry)),
                         .link_max_days = days_text(shop.link_max_days),
                         .receipt_days = days_text(shop.receipt_days),
                         .version = shop.version};
  co_return portal_answer(here, request, std::move(form));
}

Task<Response> save_portal_settings(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  views::PortalForm form{.enabled = posted.ticked("portal_enabled"),
                         .redirect = posted.text("portal_redirect"),
                         .entry = posted.text("entry"),
                         .link_max_days = posted.text("link_max_days"),
                         .receipt_days = posted.text("receipt_days"),
                         .version = version_of(posted)};
  const json::object members{{"portal_enabled", form.enabled},
                             {"portal_redirect", form.redirect},
                             {"entry", form.entry},
                             {"link_max_days", days(form.link_max_days)},
                             {"receipt_days", days(form.receipt_days)}};
  const auto faults = co_await keep(services, posted, patch_shop(members, posted.desk.shop));
  if (!faults.empty()) co_return portal_answer(posted.desk, request, std::move(form), faults);
  co_return see_other(std::string(portal_page) + "?done=saved");
}

Task<Response> show_colour(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  auto made = views::colour_preview(request.parameter("of").value_or(""));
  co_return Response{.body = std::move(made).release()};
}

}  // namespace server
