#include "server/api/front.hpp"

#include "server/api/repeat.hpp"
#include "server/clock.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

// What a key bound to a location cannot reach is not there where the path names it.
std::optional<Response> check_reach(const Call& call, Reach reach) {
  if (reach == Reach::location || !call.caller.location) return std::nullopt;
  if (!call.captures.empty()) return problem(404, "Not found");
  return problem(403, "Not allowed", "This key is bound to a location; this is about the whole shop.");
}

std::optional<Response> read_input(Call& call, Body wanted) {
  auto query = query_of(call.request);
  if (auto* refused = std::get_if<Response>(&query)) return std::move(*refused);
  call.query = std::get<json::object>(std::move(query));
  if (wanted == Body::raw) return std::nullopt;
  auto body = json_body(call.request);
  if (auto* refused = std::get_if<Response>(&body)) return std::move(*refused);
  call.body = std::get<json::object>(std::move(body));
  if (wanted == Body::json) return std::nullopt;
  std::optional<orders::Refusal> fault;
  Reader{call.body, fault}.known({});
  return fault ? std::optional{problem(*fault)} : std::nullopt;
}

Task<std::optional<Response>> find_order(Call& call) {
  auto found = co_await call.store().find_order(call.shop(), order_ref(call.captures[0]));
  if (!found || !call.caller.sees(found->location))
    co_return problem(404, "Not found", "This shop has no such order.");
  call.order = *std::move(found);
  if (auto moved_on = check_version(call, call.order.version)) co_return moved_on;
  const auto asked = call.request.header("if-match");
  if (!asked.empty() && asked != "*") call.if_version = call.order.version;
  co_return std::nullopt;
}

Task<Response> run(Call& call, About about, CallHandler handle) {
  if (about == About::order) {
    auto refused = co_await find_order(call);
    if (refused) co_return *std::move(refused);
  }
  co_return co_await handle(call);
}

Task<Response> answer(Call& call, CallTerms terms, CallHandler handle) {
  if (auto refused = check_duty(call.caller, terms.duty)) co_return *std::move(refused);
  if (auto refused = check_reach(call, terms.reach)) co_return *std::move(refused);
  if (auto refused = read_input(call, terms.body)) co_return *std::move(refused);
  const std::function<Task<Response>()> go = [&] { return run(call, terms.about, handle); };
  co_return co_await run_once(call, go);
}

// Of what was created in one of the API's own lists.
void add_location(const Request& request, Response& response) {
  if (response.status != 201 || std::ranges::count(request.path, '/') != 3) return;
  const auto id = json::parse(response.body).at("id").as_string();
  response.headers.emplace_back("Location", std::string(request.path) + "/" + id.c_str());
}

}  // namespace

Task<Response> serve_call(Services& services, const Request& request, Captures captures, CallTerms terms,
                          CallHandler handle) {
  auto authenticated = co_await authenticate(services, request);
  if (auto* refused = std::get_if<Response>(&authenticated)) co_return std::move(*refused);
  const auto at = now();
  Call call{.services = services,
            .request = request,
            .captures = captures,
            .caller = std::get<Caller>(std::move(authenticated)),
            .at = at,
            .operation = tokens::new_uuid(at)};
  auto response = co_await answer(call, terms, handle);
  add_location(request, response);
  add_quota(services, call.caller, response);
  co_return response;
}

}  // namespace server
