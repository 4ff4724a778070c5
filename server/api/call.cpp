#include "server/api/call.hpp"

#include "server/clock.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

std::string etag_of(std::int64_t version) { return fmt::format("\"{}\"", version); }

constexpr int most_in_a_page = 200;

std::optional<int> parse_limit(std::string_view text) {
  int limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return limit >= 1 && limit <= most_in_a_page ? std::optional{limit} : std::nullopt;
}

}  // namespace

store::Store& Call::store() const { return services.store; }

orders::Uuid Call::fresh_id(int n) const {
  if (!repeatable) return tokens::new_uuid(at);
  if (n == 0) return operation;
  std::string seed{operation.begin(), operation.end()};
  seed += static_cast<char>(n);
  const auto hash = tokens::sha256(tokens::bytes(seed));
  auto id = operation;
  std::copy_n(hash.begin(), 6, id.begin());
  return id;
}

orders::Context Call::context() const {
  return {.now = at,
          .actor = caller.actor,
          .new_id = [when = at] { return tokens::new_uuid(when); },
          .if_version = if_version};
}

std::optional<Response> check_version(const Call& call, std::int64_t version) {
  std::string_view asked = call.request.header("if-match");
  if (asked.empty() || asked == "*") return std::nullopt;
  const auto wanted = etag_of(version);
  while (!asked.empty()) {
    const auto one = asked.substr(0, asked.find(','));
    asked.remove_prefix(std::min(asked.size(), one.size() + 1));
    const auto begin = one.find_first_not_of(" \t");
    if (begin == one.npos) continue;
    if (one.substr(begin, one.find_last_not_of(" \t") + 1 - begin) == wanted) return std::nullopt;
  }
  auto response = problem(412, "Precondition failed", "It has changed: it is another version by now.");
  response.headers.emplace_back("ETag", wanted);
  return response;
}

Task<Outcome<orders::Order>> change(const Call& call, Outcome<orders::Command> wanted) {
  if (!wanted) co_return wanted.error();
  co_return co_await call.store().change_order(call.shop(), call.order.id, *std::move(wanted), call.context(),
                                               call.operation);
}

Response refuse(const Call& call, const Refusal& why) {
  const bool stale = why.reason == Reason::conflict && why.field == "version";
  if (stale && !call.request.header("if-match").empty())
    return problem(412, "Precondition failed", why.detail);
  return problem(why);
}

Task<orders::Location> location_of(const Call& call, const orders::Order& order) {
  const auto all = co_await call.store().locations(order.shop);
  co_return *std::ranges::find(all, order.location, &orders::Location::id);
}

Task<Outcome<orders::Location>> choose_location(const Call& call, std::string wanted) {
  auto seen = co_await call.store().locations(call.shop());
  std::erase_if(seen, [&](const orders::Location& one) { return !call.caller.sees(one.id); });
  if (wanted.empty() && seen.size() == 1) co_return seen.front();
  if (wanted.empty())
    co_return Refusal{Reason::invalid, "location", "It is needed where a shop has not just one location."};
  const auto is_it = [&](const orders::Location& one) {
    return one.slug == wanted || one.name == wanted || one.id.text() == wanted;
  };
  const auto found = std::ranges::find_if(seen, is_it);
  if (found == seen.end()) co_return Refusal{Reason::invalid, "location", "The shop has no such location."};
  co_return *found;
}

Task<Response> answer_change(const Call& call, Outcome<orders::Command> wanted) {
  const auto changed = co_await change(call, std::move(wanted));
  if (!changed) co_return refuse(call, changed.error());
  co_return co_await send_order(call, *changed);
}

Response json_answer(const json::object& body, int status) {
  return json_answer(status, json::serialize(body));
}

Response nothing() { return {.status = 204, .kind = Response::Kind::api}; }

void add_etag(Response& response, std::int64_t version) {
  response.headers.emplace_back("ETag", etag_of(version));
}

Response list_answer(json::array data, std::string_view next) {
  json::object body{{"data", std::move(data)}, {"next_cursor", nullptr}};
  if (!next.empty()) body["next_cursor"] = next;
  return json_answer(body);
}

Paging read_paging(Reader& in) {
  const auto limit = in.word("limit", parse_limit, "It is a whole number from 1 to 200.");
  return {limit.value_or(Paging{}.limit), in.text("cursor")};
}

}  // namespace server
