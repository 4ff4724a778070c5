#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/policy_json.hpp"
#include "server/pages/answers.hpp"

namespace server {

namespace json = boost::json;
using orders::NotifyPolicy;
using orders::Refusal;

namespace {

Response shown(const NotifyPolicy& policy) {
  auto response = json_answer(policy_json(policy));
  add_etag(response, policy.version);
  return response;
}

std::optional<bool> parse_failed(std::string_view text) {
  return text == "failed" ? std::optional{true} : std::nullopt;
}

}  // namespace

Task<Response> api_show_notifications(Call& call) {
  const auto policy = co_await call.store().notify_policy(call.shop());
  co_return shown(policy);
}

Task<Response> api_edit_notifications(Call& call) {
  const auto policy = co_await call.store().notify_policy(call.shop());
  if (auto moved_on = check_version(call, policy.version)) co_return *std::move(moved_on);
  auto wanted = patch_policy(call.body, policy);
  if (!wanted) co_return problem(wanted.error());
  const auto kept = co_await call.store().set_notify_policy(call.shop(), *std::move(wanted));
  if (!kept) co_return refuse(call, kept.error());
  co_return shown(*kept);
}

// What could not be delivered to anybody of the shop; how the messages about one order fared stands with it.
Task<Response> api_list_notices(Call& call) {
  std::optional<Refusal> fault;
  Reader in{call.query, fault};
  in.known({"state", "limit", "cursor"});
  in.needs({"state"});
  in.word("state", parse_failed, "Only failed ones are listed.");
  auto paging = read_paging(in);
  if (fault) co_return problem(*fault);
  const auto slice =
      co_await call.store().failed_notices(call.shop(), std::move(paging.cursor), paging.limit);
  json::array data;
  for (const auto& notice : slice.items) data.push_back(notice_json(notice));
  co_return list_answer(std::move(data), slice.next);
}

Task<Response> api_retry_notice(Call& call) {
  const auto id = orders::NoticeId::parse(call.captures[0]);
  if (!id) co_return problem(404, "Not found", "This shop has no such message.");
  const auto again = co_await call.store().retry_notice(call.shop(), *id, call.at);
  if (!again) co_return problem(again.error());
  co_return nothing();
}

}  // namespace server
