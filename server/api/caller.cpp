#include "server/api/caller.hpp"

#include "server/clock.hpp"
#include "server/http/limits.hpp"
#include "server/http/parameters.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"

#include <fmt/format.h>
#include <boost/url/pct_string_view.hpp>

#include <array>

namespace server {

namespace json = boost::json;

namespace {

constexpr auto touched_every = std::chrono::minutes{1};
constexpr std::size_t most_parameters = 20;

Response too_many(std::chrono::seconds wait) {
  auto response = problem(429, "Too many requests");
  response.headers.emplace_back("Retry-After", fmt::to_string(wait.count()));
  return response;
}

// Who has no key is counted by where they call from, so that keys cannot be guessed at leisure.
Response not_signed_in(Services& services, const Request& request) {
  if (const auto wait = services.limits.request(request.client, now()); wait.count() > 0)
    return too_many(wait);
  auto response = problem(401, "Not signed in", "Send a valid API key as: Authorization: Bearer cc_live_…");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

// That a key was used is worth noting and no reason to refuse: a full disk can still be read.
Task<void> touch(store::Store& store, const orders::ApiKeyInfo& key, orders::Instant at) {
  try {
    co_await store.touch_api_key(key.shop, key.id, at);
  } catch (const store::Unavailable&) {}
}

}  // namespace

Task<std::variant<Caller, Response>> authenticate(Services& services, const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto header = request.header("authorization");
  if (!header.starts_with(scheme)) co_return not_signed_in(services, request);
  const auto presented = tokens::parse_api_key(header.substr(scheme.size()));
  if (!presented) co_return not_signed_in(services, request);
  const auto key = co_await services.store.find_api_key(presented->public_id);
  if (!key || key->info.revoked_at || !tokens::equal_constant_time(key->hash, presented->hash))
    co_return not_signed_in(services, request);
  const auto& info = key->info;
  const auto at = now();
  Caller caller{
      info.shop, info.location, info.scope, {orders::ActorKind::staff, info.id.text()}, info.public_id};
  if (const auto wait = services.limits.api(info.public_id, at); wait.count() > 0) {
    auto response = too_many(wait);
    add_quota(services, caller, response);
    co_return response;
  }
  if (!info.used_at || at - *info.used_at >= touched_every) co_await touch(services.store, info, at);
  co_return caller;
}

std::optional<Response> check_duty(const Caller& caller, orders::Duty duty) {
  if (may(caller.scope, duty)) return std::nullopt;
  using enum orders::KeyScope;
  const auto needed = may(write, duty) ? write : admin;
  auto response =
      problem(403, "Not allowed",
              fmt::format("This key has the scope {}; this takes {}.", name(caller.scope), name(needed)));
  response.headers.emplace_back(
      "WWW-Authenticate", fmt::format("Bearer error=\"insufficient_scope\", scope=\"{}\"", name(needed)));
  return response;
}

void add_quota(Services& services, const Caller& caller, Response& response) {
  const auto quota = services.limits.api_quota(caller.public_id, now());
  if (quota.most == 0) return;
  response.headers.emplace_back("RateLimit-Policy", fmt::format("\"key\";q={};w=60", quota.most));
  response.headers.emplace_back("RateLimit",
                                fmt::format("\"key\";r={};t={}", quota.left, quota.full_in.count()));
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

std::variant<json::object, Response> query_of(const Request& request) {
  const auto parameters = read_parameters(request.query, most_parameters);
  if (!parameters) return problem(400, "Bad request", "The query cannot be read.");
  json::object query;
  for (const auto& [name, value] : *parameters)
    if (!query.emplace(name, value).second)
      return problem(400, "Bad request", "The query says this twice.", name);
  return query;
}

std::string decoded(std::string_view segment) {
  const boost::urls::result<boost::urls::pct_string_view> encoded =
      boost::urls::make_pct_string_view(segment);
  return encoded ? encoded->decode() : std::string(segment);
}

store::OrderRef order_ref(std::string_view segment) {
  auto text = decoded(segment);
  if (const auto id = orders::OrderId::parse(text)) return *id;
  return text;
}

}  // namespace server
