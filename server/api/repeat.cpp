#include "server/api/repeat.hpp"

#include "server/admin/links.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"

#include <algorithm>
#include <exception>

namespace server {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_key = 255;
constexpr auto given_up_after = std::chrono::seconds{60};  // by a process that ended in between

bool is_key(std::string_view text) {
  const auto visible = [](char c) { return c > ' ' && c <= '~'; };
  return !text.empty() && text.size() <= longest_key && std::ranges::all_of(text, visible);
}

tokens::Hash hash_of(const Request& request) {
  std::string all{request.path};
  all.append("\n").append(request.query).append("\n").append(request.body);
  return tokens::sha256(tokens::bytes(all));
}

// The same for the same caller, key and body, and nobody else's: so a call that was carried out by a process
// that then fell is known again by the store.
store::OperationId operation_of(const Caller& caller, std::string_view key, const tokens::Hash& body) {
  std::string all{"claimcheck/operation/v1"};
  all.append(1, '\0').append(caller.shop.text()).append(caller.actor.id).append(1, '\0').append(key);
  all.append(1, '\0').append(body.begin(), body.end());
  const auto hash = tokens::sha256(tokens::bytes(all));
  store::OperationId id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  id[6] = static_cast<std::uint8_t>((id[6] & 0x0F) | 0x80);  // a UUID of version 8 (RFC 9562)
  id[8] = static_cast<std::uint8_t>((id[8] & 0x3F) | 0x80);
  return id;
}

// Without what is shown only once.
std::string body_to_keep(const Call& call, const Response& response) {
  if (call.once.empty() || response.status >= 300) return response.body;
  auto body = json::parse(response.body);
  json::error_code none;
  if (auto* secret = body.find_pointer(call.once, none)) *secret = nullptr;
  return json::serialize(body);
}

Task<std::string> address_of(const Call& call, orders::LinkUid link) {
  const auto sealed = co_await call.store().sealed_link(call.shop(), link);
  std::optional<std::string> url;
  if (sealed) url = reveal_url(*call.services.settings(), *sealed);
  co_return url.value_or("");
}

Task<Response> repeat(const Call& call, store::KeptAnswer answer) {
  if (answer.link) {
    const auto url = co_await address_of(call, *answer.link);
    auto body = json::parse(answer.body);
    json::error_code none;
    for (const auto* place : {"/link/url", "/url"})
      if (auto* member = body.find_pointer(place, none); member && member->is_null() && !url.empty())
        *member = json::string(url);
    answer.body = json::serialize(body);
  }
  auto response = json_answer(answer.status, std::move(answer.body));
  if (answer.status >= 400) response.content_type = "application/problem+json";
  if (!answer.etag.empty()) response.headers.emplace_back("ETag", std::move(answer.etag));
  response.headers.emplace_back("Idempotent-Replayed", "true");
  co_return response;
}

store::KeptAnswer to_keep(const Call& call, const Response& response) {
  store::KeptAnswer answer{.status = response.status, .body = body_to_keep(call, response)};
  if (response.status < 300) answer.link = call.link;
  for (const auto& [name, value] : response.headers)
    if (name == "ETag") answer.etag = value;
  return answer;
}

}  // namespace

Task<Response> run_once(Call& call, std::function<Task<Response>()> run) {
  const std::string key{call.request.header("idempotency-key")};
  if (call.request.method != Method::post || key.empty()) co_return co_await run();
  if (!is_key(key))
    co_return problem(400, "Bad request", "It is 1 to 255 visible characters of ASCII.", "Idempotency-Key");
  const auto hash = hash_of(call.request);
  const auto& caller = call.caller.actor.id;
  const auto claim =
      co_await call.store().claim_answer(call.shop(), caller, key, hash, call.at, call.at - given_up_after);
  using enum store::Answers::Standing;
  if (claim.standing == answered) co_return co_await repeat(call, claim.answer);
  if (claim.standing == in_progress)
    co_return problem(409, "Conflict", "The call that came first with this key is not answered yet.",
                      "Idempotency-Key");
  if (claim.standing == other_body)
    co_return problem(422, "Invalid", "This key came with another call before.", "Idempotency-Key");

  call.operation = operation_of(call.caller, key, hash);
  call.repeatable = true;
  std::exception_ptr broken;
  Response response;
  try {
    response = co_await run();
  } catch (...) {
    broken = std::current_exception();
  }
  if (broken || response.status >= 500 || response.status == 429) {
    co_await call.store().free_answer(call.shop(), caller, key);
    if (broken) std::rethrow_exception(broken);
    co_return response;
  }
  auto answer = to_keep(call, response);
  co_await call.store().keep_answer(call.shop(), caller, key, std::move(answer));
  co_return response;
}

}  // namespace server
