#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/http/limits.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"
#include "tokens/collection_code.hpp"

#include <fmt/format.h>

namespace server {

namespace {

struct Presented {
  std::string code;
  orders::HandOver hand_over;
};

orders::Outcome<Presented> read_presented(const boost::json::object& body) {
  std::optional<orders::Refusal> fault;
  Reader in{body, fault};
  in.known({"code", "recipient"});
  in.needs({"code"});
  Presented presented{in.text("code"), {in.text("recipient")}};
  if (fault) return *fault;
  return presented;
}

}  // namespace

Task<Response> api_collect(Call& call) {
  auto presented = read_presented(call.body);
  if (!presented) co_return problem(presented.error());
  const auto* ready = ready_event(call.order, orders::StatusTable::standard());
  if (!ready) co_return problem(409, "Conflict", "Nothing of this order is ready to collect.");
  // Before the code is looked at, so that who has used up the tries does not learn that one was right.
  if (const auto wait = call.services.limits.collection(call.order.id.text(), call.at); wait.count() > 0) {
    auto response = problem(429, "Too many requests", "Too many wrong codes for this order.");
    response.headers.emplace_back("Retry-After", fmt::to_string(wait.count()));
    co_return response;
  }
  const auto settings = call.services.settings();
  if (!tokens::is_collection_code(settings->keys, presented->code, call.order.id, ready->id.uuid))
    co_return problem(422, "Invalid", "This is not the collection code of this order.", "code");
  orders::Command command = std::move(presented->hand_over);
  co_return co_await answer_change(call, std::move(command));
}

}  // namespace server
