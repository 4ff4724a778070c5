#pragma once

#include "tests/store/sample.hpp"
#include "tokens/quote_hash.hpp"

namespace test {

inline store::Behind behind(const store::SealedLink& link, store::OperationId done = operation()) {
  store::Behind behind{.key = link.link.key, .operation = done};
  behind.intent = {.button_text = "Approve", .statement_sha256 = std::string(64, 'd'), .boxes = {"agree"}};
  behind.intent.rendered_at = now - 5s;
  behind.intent.action_id = orders::uuid_text(done);
  behind.person = {.ip = "192.0.2.7", .typed_name = "Amelie Okafor", .user_agent = "Browser/1"};
  return behind;
}

inline store::CustomerAct act(const store::SealedLink& link, orders::Command command,
                              orders::Power power = orders::Power::decide, orders::Instant when = now) {
  return {.behind = behind(link), .power = power, .command = std::move(command), .context = context(when)};
}

inline orders::MakeQuote screen(std::int64_t price = 8999) {
  orders::QuoteDraft draft;
  draft.lines.resize(2);
  draft.lines[0].description = "Screen";
  draft.lines[0].unit_price = price;
  draft.lines[0].tax_bp = 2000;
  draft.lines[1].description = "Case";
  draft.lines[1].unit_price = 500;
  draft.lines[1].kind = orders::LineKind::optional;
  return {draft};
}

// What the customer presses who saw the latest round.
inline orders::DecideQuote decision(const orders::Order& order, bool approve = true) {
  const auto& quote = order.quotes.back();
  return {.round = quote.round,
          .approve = approve,
          .sha256 = quote.sha256,
          .method = orders::DecisionMethod::link,
          .name = "Amelie Okafor"};
}

inline orders::AddDocument terms(std::string body = "Be kind") {
  orders::AddDocument terms{orders::Purpose::terms, "Terms", std::move(body), {}};
  terms.sha256 = tokens::hex(tokens::sha256(tokens::bytes(terms.body)));
  return terms;
}

inline orders::Strokes drawing() { return {600, 200, {{{10, 10, 0}, {200, 90, 40}, {400, 20, 90}}}}; }

inline orders::SignDocument signature(const orders::Order& order, bool drawn = true) {
  const auto& document = order.documents.back();
  orders::SignDocument sign{document.id, document.sha256, "Amelie Okafor", {}, "en"};
  if (drawn) sign.strokes = drawing();
  return sign;
}

inline orders::RecordPayment cash(std::int64_t amount,
                                  orders::PaymentKind kind = orders::PaymentKind::final) {
  orders::RecordPayment payment{.kind = kind};
  payment.amount.amount = amount;
  payment.method = "cash";
  return payment;
}

// An order with a link, its quote sent and terms to sign, of which its customer was not told.
struct Asked {
  House house{};
  store::SealedLink link{};
  orders::Order order{};
};

inline Asked asked(store::Store& store, const std::string& slug = "harbour") {
  Asked all{.house = house(store, slug)};
  all.order = order(all.house.location);
  all.link = link(all.order, orders::Channel::email);
  all.order = added(store, all.order, {all.link});
  auto silent = context();
  silent.tell_customer = false;
  REQUIRE(run(store.change_order(all.order.shop, all.order.id, screen(), silent, operation())));
  const auto complete = change(store, all.order, terms());
  REQUIRE(complete);
  all.order = *complete;
  return all;
}

// The types of an order's entries, oldest first.
inline std::vector<std::string> evidence_types(store::Store& store, const orders::Order& order) {
  std::vector<std::string> types;
  for (const auto& entry : run(store.evidence(order.shop, order.id))) types.emplace_back(name(entry.type));
  return types;
}

}  // namespace test
