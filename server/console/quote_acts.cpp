#include "server/console/order_handlers.hpp"
#include "server/console/quote_form.hpp"

#include <charconv>

namespace server {

namespace {

std::optional<int> parse_round(std::string_view text) {
  int round = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), round);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return round;
}

// What the customer said they take, as it was ticked.
std::vector<orders::QuoteLineId> taken(const OrderPost& post) {
  constexpr std::string_view prefix = "take_";
  std::vector<orders::QuoteLineId> lines;
  for (const auto& [name, value] : post.posted.form.fields) {
    if (!name.starts_with(prefix)) continue;
    if (const auto id = orders::QuoteLineId::parse(std::string_view(name).substr(prefix.size())))
      lines.push_back(*id);
  }
  return lines;
}

const FieldNames decision_names{{"line", "decide"},
                                {"name", "decision_name"},
                                {"reason", "decision_reason"},
                                {"reference", "decision_reference"}};
const FieldNames extension_names{{"valid_until", "extend_until"}};
const FieldNames send_names{{"valid_until", "quotes"}};

orders::Refusal invalid(std::string field, std::string detail) {
  return {orders::Reason::invalid, std::move(field), std::move(detail)};
}

orders::Outcome<orders::Command> read_change(const OrderPost& post, int round, std::string_view verb) {
  if (verb == "send") return orders::Command{orders::SendQuote{round}};
  if (verb == "withdraw") return orders::Command{orders::WithdrawQuote{round}};
  const auto last = parse_last_day(post, post.text("extend_until"));
  if (!last) return invalid("valid_until", "That is no date.");
  return orders::Command{orders::ExtendQuote{round, last->date, last->end}};
}

orders::Outcome<orders::Command> read_decision(const OrderPost& post, int round) {
  const auto method = orders::parse_decision_method(post.text("decision_method"));
  const auto decision = post.text("decision");
  using enum orders::DecisionMethod;
  const bool told = method == phone || method == email || method == in_store;
  if (!told || (decision != "approve" && decision != "decline"))
    return invalid("decision_method", "Say how the customer told you, and what.");
  return orders::Command{orders::DecideQuote{.round = round,
                                             .approve = decision == "approve",
                                             .taken = taken(post),
                                             .method = *method,
                                             .name = post.text("decision_name"),
                                             .reason = post.text("decision_reason"),
                                             .reference = post.text("decision_reference")}};
}

}  // namespace

Task<Response> desk_make_quote(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  auto quote = read_quote_form(post);
  if (!quote.faults.empty()) co_return co_await ask_again(services, post, std::move(quote.faults));
  orders::Command command = orders::MakeQuote{std::move(quote.draft)};
  co_return co_await do_to_order(services, post, std::move(command), "quotes", quote.names);
}

Task<Response> desk_change_quote(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0]);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto round = parse_round(captures[1]);
  if (!round) co_return desk_not_found(post.desk());
  const auto verb = request.path.substr(request.path.rfind('/') + 1);
  auto wanted = read_change(post, *round, verb);
  const auto& names = verb == "extend" ? extension_names : send_names;
  if (!wanted) co_return co_await not_done(services, post, wanted.error(), names);
  co_return co_await do_to_order(services, post, *std::move(wanted), "quotes", names);
}

// On the customer's word, given otherwise than behind their link.
Task<Response> desk_decide_quote(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_order_post(services, request, captures[0], orders::Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& post = std::get<OrderPost>(opened);
  const auto round = parse_round(captures[1]);
  if (!round) co_return desk_not_found(post.desk());
  auto wanted = read_decision(post, *round);
  if (!wanted) co_return co_await not_done(services, post, wanted.error());
  co_return co_await do_to_order(services, post, *std::move(wanted), "quotes", decision_names);
}

}  // namespace server
