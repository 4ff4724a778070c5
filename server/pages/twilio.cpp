#include "outbox/twilio.hpp"
#include "server/clock.hpp"
#include "server/http/parameters.hpp"
#include "server/log.hpp"
#include "server/messages/keyword.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "views/messages/unsubscribe.hpp"
#include "views/zone.hpp"

#include <algorithm>

namespace server {

namespace {

// What Twilio sent, if it was Twilio: it signs the address that it was told, which is ours to know.
std::optional<Parameters> read_call(const Services& services, const Request& request) {
  const auto settings = services.settings();
  auto url = settings->public_url + std::string(request.path);
  if (!request.query.empty()) url += '?' + std::string(request.query);
  auto form = read_parameters(request.body, 200);
  const auto& token = settings->config.sms.twilio_auth_token;
  if (!form || !outbox::verify_twilio_signature(token, url, *form, request.header("x-twilio-signature")))
    return std::nullopt;
  return form;
}

std::string field(const Parameters& form, std::string_view name) {
  const auto found = std::ranges::find(form, name, &Parameters::value_type::first);
  return found == form.end() ? std::string{} : found->second;
}

Response not_theirs() { return problem(400, "Bad request", "The signature does not fit."); }
Response no_such_shop() { return problem(404, "Not found", "There is no such shop."); }
Response nothing() { return {.status = 204, .kind = Response::Kind::plain}; }

// Twilio sends a plain text back as the answer.
Response say(std::string text) {
  return {
      .content_type = "text/plain; charset=utf-8", .body = std::move(text), .kind = Response::Kind::plain};
}

Task<std::string> help(Services& services, const orders::Shop& shop) {
  const auto locations = co_await services.store.locations(shop.id);
  if (locations.empty()) co_return "";
  const auto zone = views::load_zone(locations.front().zone).value_or(orders::Zone{});
  const views::ShopContact contact{shop, locations.front(), zone, now()};
  co_return views::help_sms(contact, views::Locale::choose("", "", "", shop.locale));
}

}  // namespace

Task<Response> hear_twilio_status(Services& services, const Request& request, Captures captures) {
  const auto form = read_call(services, request);
  if (!form) co_return not_theirs();
  const auto shop = co_await services.store.find_shop(std::string(captures[0]));
  if (!shop) co_return no_such_shop();
  const auto status = field(*form, "MessageStatus");
  const bool delivered = status == "delivered" || status == "read";
  if (!delivered && status != "failed" && status != "undelivered") co_return nothing();
  const auto why = delivered ? std::string{} : "Twilio " + field(*form, "ErrorCode");
  const auto told = co_await services.store.notice_told(shop->id, field(*form, "MessageSid"), delivered, why);
  if (!told) co_return problem(told.error());
  co_return nothing();
}

// The number that answers come to serves all shops of the installation, so STOP is to all of them.
Task<Response> hear_twilio_message(Services& services, const Request& request, Captures captures) {
  const auto form = read_call(services, request);
  if (!form) co_return not_theirs();
  const auto shop = co_await services.store.find_shop(std::string(captures[0]));
  if (!shop) co_return no_such_shop();
  auto from = field(*form, "From");
  constexpr std::string_view whatsapp = "whatsapp:";
  const auto route = from.starts_with(whatsapp) ? orders::Route::whatsapp : orders::Route::sms;
  if (route == orders::Route::whatsapp) from.erase(0, whatsapp.size());
  switch (keyword_of(field(*form, "Body"))) {
    case Keyword::stop: {
      const auto ended = co_await services.store.opt_out_everywhere(route, from, "stop", now());
      log_info("a number wants no more messages", {{"route", name(route)}, {"shops", ended}});
      break;
    }
    case Keyword::start:
      for (const auto& each : co_await services.store.shops()) {
        const auto back = co_await services.store.set_opt_out(each.id, route, from, false, "start", now());
        static_cast<void>(back);
      }
      break;
    case Keyword::help: {
      auto answer = co_await help(services, *shop);
      if (!answer.empty()) co_return say(std::move(answer));
      break;
    }
    case Keyword::none: break;
  }
  co_return nothing();
}

}  // namespace server
