#include "server/api/caller.hpp"

#include "server/clock.hpp"
#include "server/http/limits.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"

#include <fmt/format.h>
#include <boost/url/pct_string_view.hpp>

namespace server {

namespace json = boost::json;

namespace {

Response not_signed_in() {
  auto response = problem(401, "Not signed in", "Send a valid API key as: Authorization: Bearer cc_live_…");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

Task<std::variant<Caller, Response>> authenticate(Services& services, const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto header = request.header("authorization");
  if (!header.starts_with(scheme)) co_return not_signed_in();
  const auto presented = tokens::parse_api_key(header.substr(scheme.size()));
  if (!presented) co_return not_signed_in();
  const auto key = co_await services.store.find_api_key(presented->public_id);
  if (!key || key->info.revoked_at || !tokens::equal_constant_time(key->hash, presented->hash))
    co_return not_signed_in();
  if (const auto wait = services.limits.api(key->info.public_id, now()); wait.count() > 0) {
    auto response = problem(429, "Too many requests");
    response.headers.emplace_back("Retry-After", fmt::to_string(wait.count()));
    co_return response;
  }
  co_return Caller{key->info.shop, {orders::ActorKind::staff, key->info.id.text()}};
}

std::variant<json::object, Response> json_body(const Request& request) {
  if (request.body.empty()) return json::object{};
  if (!request.header("content-type").starts_with("application/json"))
    return problem(415, "Unsupported media type", "Send the body as application/json.");
  json::error_code error;
  auto value = json::parse(request.body, error, {}, {.max_depth = 16});
  if (error) return problem(400, "Bad request", "The body is not JSON: " + error.message() + ".");
  if (!value.is_object()) return problem(400, "Bad request", "The body must be a JSON object.");
  return std::move(value.as_object());
}

store::OrderRef order_ref(std::string_view segment) {
  const boost::urls::result<boost::urls::pct_string_view> encoded =
      boost::urls::make_pct_string_view(segment);
  auto text = encoded ? encoded->decode() : std::string(segment);
  if (const auto id = orders::OrderId::parse(text)) return *id;
  return text;
}

}  // namespace server
