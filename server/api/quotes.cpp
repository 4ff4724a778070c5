#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/order_json.hpp"
#include "server/pages/answers.hpp"
#include "views/zone.hpp"

#include <algorithm>
#include <charconv>

namespace server {

namespace json = boost::json;
using orders::Command;
using orders::Outcome;
using orders::Refusal;

namespace {

orders::QuoteLine read_line(Reader& in) {
  in.known({"id", "description", "quantity", "unit_price", "tax_bp", "kind", "group"});
  in.needs({"description", "unit_price", "tax_bp"});
  orders::QuoteLine line{.description = in.text("description"),
                         .unit_price = in.integer("unit_price"),
                         .group = in.text("group")};
  const auto tax = in.integer("tax_bp");
  if (tax < 0 || tax > 10'000) in.fail("tax_bp", "Tax is 0 to 10,000 basis points.");
  line.tax_bp = static_cast<int>(tax);
  const auto id = in.word("id", orders::QuoteLineId::parse, "It must be the id of a line, such as ql_….");
  line.id = id.value_or(orders::QuoteLineId{});
  const auto quantity = in.word("quantity", orders::Quantity::parse,
                                "It must be a text such as \"1\" or \"2.5\", above 0 and at most 1,000,000.");
  line.quantity = quantity.value_or(orders::Quantity{});
  const auto kind = in.word("kind", orders::parse_line_kind, "A line is required, optional or choice.");
  line.kind = kind.value_or(orders::LineKind::required);
  return line;
}

Outcome<Command> read_quote(const json::object& body, const orders::Zone& zone) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"currency", "lines", "valid_until", "deposit", "tax_included", "send"});
  in.needs({"currency", "lines"});
  const auto currency =
      in.word("currency", orders::Currency::of, "It must be a currency of ISO 4217, such as GBP.");
  orders::QuoteDraft draft{.tax_included = in.flag("tax_included"),
                           .deposit = in.integer("deposit"),
                           .valid_until = in.date("valid_until"),
                           .send = in.flag("send", true)};
  in.each("lines", [&](Reader& line) { draft.lines.push_back(read_line(line)); });
  if (fault) return *fault;
  draft.currency = *currency;
  if (draft.valid_until) draft.expires_at = zone.end_of(*draft.valid_until);
  return Command{orders::MakeQuote{std::move(draft)}};
}

Outcome<Command> read_extension(int round, const json::object& body, const orders::Zone& zone) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"valid_until"});
  in.needs({"valid_until"});
  const auto until = in.date("valid_until");
  if (fault) return *fault;
  return Command{orders::ExtendQuote{round, *until, zone.end_of(*until)}};
}

Outcome<Command> read_decision(int round, const json::object& body) {
  std::optional<Refusal> fault;
  Reader in{body, fault};
  in.known({"decision", "method", "reference", "lines", "name", "reason"});
  in.needs({"decision", "method"});
  const auto decision = in.text("decision");
  if (decision != "approve" && decision != "decline")
    in.fail("decision", "A decision is approve or decline.");
  const auto method =
      in.word("method", orders::parse_decision_method, "It came by phone, email or in_store.");
  if (method == orders::DecisionMethod::link || method == orders::DecisionMethod::pre_authorised)
    in.fail("method", "It came by phone, email or in_store.");
  orders::DecideQuote wanted{.round = round,
                             .approve = decision == "approve",
                             .name = in.text("name"),
                             .reason = in.text("reason"),
                             .reference = in.text("reference")};
  for (const auto& text : in.texts("lines")) {
    const auto id = orders::QuoteLineId::parse(text);
    if (!id) in.fail("lines", "The quote has no such line.");
    wanted.taken.push_back(id.value_or(orders::QuoteLineId{}));
  }
  if (fault) return *fault;
  wanted.method = *method;
  return Command{std::move(wanted)};
}

Outcome<Command> read_nothing(const json::object& body, Command command) {
  std::optional<Refusal> fault;
  Reader{body, fault}.known({});
  if (fault) return *fault;
  return command;
}

std::optional<int> parse_round(std::string_view text) {
  int round = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), round);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return round;
}

// What a step with a quote comes down to: the round as it stands then. Without a round it is the latest.
Task<Response> answer_quote(const Call& call, Outcome<Command> wanted, std::optional<int> round = {}) {
  auto changed = co_await change(call, std::move(wanted));
  if (!changed) {
    auto why = changed.error();
    if (why.field == "line") why.field = "lines";  // as it is called here
    co_return refuse(call, why);
  }
  const auto& quotes = changed->quotes;
  const auto quote = round ? std::ranges::find(quotes, *round, &orders::Quote::round) : quotes.end() - 1;
  const auto whole = quote_json(*quote, call.at);
  const json::object brief{{"round", whole.at("round")},
                           {"state", whole.at("state")},
                           {"sha256", whole.at("sha256")},
                           {"totals", whole.at("totals")}};
  auto response = json_answer(brief);
  add_etag(response, changed->version);
  co_return response;
}

Task<orders::Zone> zone_of(const Call& call) {
  const auto location = co_await location_of(call, call.order);
  co_return views::load_zone(location.zone).value_or(orders::Zone{});
}

Response no_such_quote() { return problem(404, "Not found", "The order has no such quote."); }

}  // namespace

Task<Response> api_make_quote(Call& call) {
  const auto zone = co_await zone_of(call);
  co_return co_await answer_quote(call, read_quote(call.body, zone));
}

Task<Response> api_change_quote(Call& call) {
  const auto round = parse_round(call.captures[1]);
  if (!round) co_return no_such_quote();
  const auto verb = call.request.path.substr(call.request.path.rfind('/') + 1);
  const auto zone = co_await zone_of(call);
  auto wanted = verb == "send"       ? read_nothing(call.body, orders::SendQuote{*round})
                : verb == "withdraw" ? read_nothing(call.body, orders::WithdrawQuote{*round})
                : verb == "extend"   ? read_extension(*round, call.body, zone)
                                     : read_decision(*round, call.body);
  co_return co_await answer_quote(call, std::move(wanted), *round);
}

}  // namespace server
