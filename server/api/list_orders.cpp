#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/api/told_order.hpp"
#include "server/pages/answers.hpp"

namespace server {

namespace json = boost::json;

namespace {

std::optional<bool> parse_flag(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

}  // namespace

// Latest change first. `updated_after` serves who copies: it begins where the copy before ended.
Task<Response> api_list_orders(Call& call) {
  std::optional<orders::Refusal> fault;
  Reader in{call.query, fault};
  in.known({"stage", "quote", "open", "q", "location", "updated_after", "limit", "cursor"});
  store::OrderFilter filter{.shop = call.shop(), .location = call.caller.location, .text = in.text("q")};
  filter.stage =
      in.word("stage", orders::parse_stage,
              "A stage is created, received, in_progress, ready, collected, on_hold or cancelled.");
  filter.quote = in.word("quote", orders::parse_quote_standing,
                         "It is none, draft, waiting, approved, partially_approved, declined or expired.");
  filter.at = call.at;
  filter.open = in.word("open", parse_flag, "It is true or false.");
  filter.updated_after = in.instant("updated_after");
  const auto location = in.text("location");
  auto paging = read_paging(in);
  if (fault) co_return problem(*fault);
  if (!location.empty()) {
    const auto chosen = co_await choose_location(call, location);
    if (!chosen) co_return problem(chosen.error());
    filter.location = chosen->id;
  }
  const auto slice =
      co_await call.store().list_orders(std::move(filter), std::move(paging.cursor), paging.limit);
  const auto teller = co_await OrderTeller::open(call);
  json::array data;
  for (const auto& card : slice.items) {
    const auto order = co_await call.store().find_order(call.shop(), card.id);
    if (!order) continue;
    auto told = co_await teller.tell(*order);
    data.push_back(std::move(told));
  }
  co_return list_answer(std::move(data), slice.next);
}

// Who the orders of the shop are for, the latest first.
Task<Response> api_list_customers(Call& call) {
  std::optional<orders::Refusal> fault;
  Reader in{call.query, fault};
  in.known({"q", "limit", "cursor"});
  auto text = in.text("q");
  auto paging = read_paging(in);
  if (fault) co_return problem(*fault);
  const auto slice = co_await call.store().list_customers(call.shop(), call.caller.location, std::move(text),
                                                          std::move(paging.cursor), paging.limit);
  json::array data;
  for (const auto& known : slice.items) {
    const auto& who = known.customer;
    data.push_back(json::object{{"name", who.name},
                                {"email", who.email},
                                {"phone", who.phone},
                                {"locale", who.locale},
                                {"orders", known.orders},
                                {"last_at", rfc3339(known.last_at)}});
  }
  co_return list_answer(std::move(data), slice.next);
}

}  // namespace server
