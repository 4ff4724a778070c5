#include "server/api/call.hpp"
#include "server/api/handlers.hpp"

namespace server {

namespace json = boost::json;
using orders::Command;
using orders::Outcome;
using orders::Refusal;

namespace {

// What a provider says of money comes by its webhooks alone.
std::optional<orders::PaymentKind> parse_kind(std::string_view word) {
  const auto kind = orders::parse_payment_kind(word);
  using enum orders::PaymentKind;
  return kind == deposit || kind == final || kind == refund ? kind : std::nullopt;
}

Outcome<Command> read_payment(const json::object& body, orders::Instant now) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"kind", "amount", "method", "reference", "received_at"});
  in.needs({"kind", "amount", "method"});
  const auto kind = in.word("kind", parse_kind, "A payment is deposit, final or refund.");
  const auto amount = in.money("amount");
  orders::RecordPayment wanted{.method = in.text("method"),
                               .reference = in.text("reference"),
                               .received_at = in.instant("received_at")};
  if (wanted.received_at > now) in.fail("received_at", "It must not be in the future.");
  if (fault) return *fault;
  wanted.kind = *kind;
  wanted.amount = *amount;
  return Command{std::move(wanted)};
}

Outcome<Command> read_pre_authorisation(const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"limit", "name", "reference"});
  if (!body.contains("limit"))
    in.fail("limit", "It is needed: an amount, or null to allow nothing any more.");
  orders::PreAuthorise wanted{in.money("limit"), in.text("name"), in.text("reference")};
  if (fault) return *fault;
  return Command{std::move(wanted)};
}

}  // namespace

Task<Response> api_record_payment(Call& call) {
  co_return co_await answer_change(call, read_payment(call.body, call.at));
}

Task<Response> api_pre_authorise(Call& call) {
  co_return co_await answer_change(call, read_pre_authorisation(call.body));
}

}  // namespace server
