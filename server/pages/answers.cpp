#include "server/pages/answers.hpp"

#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/house_contact.hpp"
#include "server/http/refusals.hpp"
#include "server/services.hpp"

#include <boost/json.hpp>

namespace server {

namespace {

// An error page in the language of the request and the colours of the house, with its telephone where it is
// known.
template <class Render>
Response house_page(Services& services, const Request* request, int status, Render render) {
  const auto house = services.house.get();
  const auto& locale =
      request ? locale_of(*request, {}, house ? std::string_view(house->shop.locale) : std::string_view{})
              : views::Locale::fallback();
  const auto branding = house ? orders::effective_branding(house->shop, house->location) : orders::Branding{};
  const auto assets = services.assets.for_page(branding, services.settings()->public_url);
  if (!house) return page(status, render(nullptr, locale, assets));
  const views::ShopContact contact{house->shop, house->location, house->zone, now()};
  return page(status, render(&contact, locale, assets));
}

// A shop's system takes no page for an answer, whatever it says that it accepts.
bool reads_json(const Request& request) { return wants_json(request) || request.path.starts_with("/api/"); }

std::string_view title_of(int status) {
  switch (status) {
    case 400: return "Bad request";
    case 401: return "Not signed in";
    case 403: return "Not allowed";
    case 404: return "Not found";
    case 405: return "Method not allowed";
    case 408: return "Request took too long";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length required";
    case 412: return "Precondition failed";
    case 413: return "Too large";
    case 414: return "Address too long";
    case 415: return "Unsupported media type";
    case 417: return "Expectation failed";
    case 421: return "Wrong host";
    case 422: return "Invalid";
    case 429: return "Too many requests";
    case 431: return "Header too large";
    case 501: return "Not implemented";
    case 503: return "Unavailable";
    case 505: return "HTTP version not supported";
    default: return "Internal error";
  }
}

}  // namespace

const views::Locale& locale_of(const Request& request, std::string_view order_locale,
                               std::string_view shop_locale) {
  return views::Locale::choose(request.parameter("lang").value_or(""), order_locale,
                               request.header("accept-language"), shop_locale);
}

bool wants_json(const Request& request) { return wants_json(request.header("accept")); }

bool wants_json(std::string_view accept) {
  return accept.find("text/html") == accept.npos && accept.find("application/json") != accept.npos;
}

Response page(int status, std::string html) { return {.status = status, .body = std::move(html)}; }

Response json_answer(int status, std::string body) {
  return {.status = status,
          .content_type = "application/json",
          .body = std::move(body),
          .kind = Response::Kind::api};
}

namespace {

Response problem(int status, std::string_view title, std::string_view detail, boost::json::array errors) {
  boost::json::object body{{"type", "about:blank"}, {"title", title}, {"status", status}};
  if (!detail.empty()) body["detail"] = detail;
  if (!errors.empty()) body["errors"] = std::move(errors);
  auto response = json_answer(status, boost::json::serialize(body));
  response.content_type = "application/problem+json";
  return response;
}

}  // namespace

Response problem(int status, std::string_view title, std::string_view detail, std::string_view field) {
  boost::json::array errors;
  if (!field.empty()) errors.push_back({{"field", field}, {"message", detail}});
  return problem(status, title, detail, std::move(errors));
}

int status_of(orders::Reason reason) {
  switch (reason) {
    case orders::Reason::not_found: return 404;
    case orders::Reason::gone: return 410;
    case orders::Reason::invalid: return 422;
    case orders::Reason::conflict: return 409;
    case orders::Reason::forbidden: return 403;
    case orders::Reason::unavailable: return 503;
  }
  return 500;
}

Response problem(const orders::Refusal& refusal) {
  const auto status = status_of(refusal.reason);
  boost::json::array errors;
  if (!refusal.field.empty()) errors.push_back({{"field", refusal.field}, {"message", refusal.detail}});
  for (const auto& fault : refusal.more)
    errors.push_back({{"field", fault.field}, {"message", fault.detail}});
  return problem(status, title_of(status), refusal.detail, std::move(errors));
}

Response unknown(Services& services, const Request& request) {
  if (reads_json(request)) return problem(404, title_of(404));
  return house_page(services, &request, 404, views::unknown_page);
}

Response wrong_code(Services& services, const Request& request) {
  auto response = unknown(services, request);
  response.bad_code = true;
  return response;
}

Response trouble(Services& services, const Request* request, int status, views::Trouble kind) {
  if (request && reads_json(*request)) return problem(status, title_of(status));
  const std::string_view id = request ? std::string_view(request->id) : std::string_view{};
  const auto render = [&](const views::ShopContact* contact, const views::Locale& locale,
                          const views::PageAssets& assets) {
    return views::trouble_page(kind, id, contact, locale, assets);
  };
  return house_page(services, request, status, render);
}

Response refusal_page(Services& services, int status, const Request* request) {
  switch (status) {
    case 404:
      if (request) return unknown(services, *request);
      break;
    case 405: return trouble(services, request, status, views::Trouble::wrong_method);
    case 429: return trouble(services, request, status, views::Trouble::too_many_requests);
    case 503: return trouble(services, request, status, views::Trouble::unavailable);
    default: break;
  }
  return trouble(services, request, status,
                 status >= 500 && status != 501 && status != 505 ? views::Trouble::internal
                                                                 : views::Trouble::bad_request);
}

}  // namespace server
