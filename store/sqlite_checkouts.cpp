#include "store/sqlite_checkouts.hpp"

#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_telling.hpp"

#include <fmt/format.h>

namespace store {

using namespace orders;

namespace {

auto columns(auto& c) {
  return std::tie(c.shop, c.provider, c.object, c.order, c.kind, c.amount, c.url, c.state, c.created_at,
                  c.expires_at);
}

std::optional<Checkout> find_checkout(Connection& connection, const ProviderWord& word) {
  Checkout checkout;
  if (!Query{connection,
             "SELECT shop, provider, object, order_id, kind, amount, currency, url, state, created_at, "
             "expires_at FROM checkouts WHERE shop = ? AND provider = ? AND object = ?",
             word.shop, word.provider, word.checkout}
           .one(columns(checkout))) {
    return std::nullopt;
  }
  return checkout;
}

void set_state(Connection& connection, const Checkout& checkout, std::string_view state) {
  run(connection, "UPDATE checkouts SET state = ? WHERE shop = ? AND provider = ? AND object = ?", state,
      checkout.shop, checkout.provider, checkout.object);
}

std::optional<OrderId> order_of_payment(Connection& connection, const ProviderWord& word) {
  OrderId order;
  if (!Query{connection,
             "SELECT order_id FROM payments WHERE shop = ? AND provider = ? AND provider_object = ? AND "
             "provider <> '' LIMIT 1",
             word.shop, word.provider, word.payment}
           .one(order)) {
    return std::nullopt;
  }
  return order;
}

// The provider's word is booked, or, when the order's rules do not have it, noted for staff.
Settled book(Connection& connection, const Sealing& sealing, OrderId id, const ProviderWord& word,
             PaymentKind kind, const std::string& object, const Context& context) {
  const auto before = load_order(connection, word.shop, id);
  if (!before) throw Damaged("the database: a payment belongs to no order");
  auto outcome = Settled::recorded;
  auto after = word.amount ? apply(*before,
                                   RecordPayment{.kind = kind,
                                                 .amount = *word.amount,
                                                 .method = word.provider,
                                                 .provider = word.provider,
                                                 .provider_object = object},
                                   context)
                           : Outcome<Order>{Refusal{}};
  if (!after) {
    outcome = Settled::mismatch;
    after = apply(*before, ReportMismatch{word.provider, object, word.detail}, context);
    if (!after) throw Damaged("the database: a mismatch could not be noted");
  }
  if (after->version == before->version) return Settled::repeated;
  save_order(connection, *before, *after);
  write_evidence(connection, sealing, *before, *after);
  tell(connection, sealing, *before, *after, Tell::customer);
  return outcome;
}

Settled mismatch(Connection& connection, const Sealing& sealing, OrderId id, ProviderWord word,
                 const Context& context) {
  word.amount.reset();
  return book(connection, sealing, id, word, PaymentKind::final, word.payment, context);
}

// Refunds and disputes that were told before their payment.
void book_waiting(Connection& connection, const Sealing& sealing, OrderId order, const ProviderWord& paid,
                  const Context& context) {
  struct Waiting {
    std::string event, object;
    PaymentKind kind{};
    Money amount{};
  };
  std::vector<Waiting> all;
  for (Query rows{connection,
                  "SELECT event, object, kind, amount, currency FROM provider_events WHERE shop = ? AND "
                  "provider = ? AND payment = ? AND outcome = 'waiting' ORDER BY at, event",
                  paid.shop, paid.provider, paid.payment};
       rows.next();) {
    auto& one = all.emplace_back();
    rows.read(one.event, one.object, one.kind, one.amount);
  }
  for (const auto& one : all) {
    auto word = paid;
    word.amount = one.amount;
    book(connection, sealing, order, word, one.kind, one.object, context);
    run(connection,
        "UPDATE provider_events SET outcome = 'recorded' WHERE shop = ? AND provider = ? AND event = ?",
        paid.shop, paid.provider, one.event);
  }
}

Settled settle_paid(Connection& connection, const Sealing& sealing, const ProviderWord& word,
                    const Context& context) {
  const auto checkout = find_checkout(connection, word);
  if (!checkout) return Settled::mismatch;  // of no order of ours: the event's row is all there is to keep
  if (word.amount != checkout->amount) return mismatch(connection, sealing, checkout->order, word, context);
  const auto kind = checkout->kind == "deposit" ? PaymentKind::deposit : PaymentKind::final;
  set_state(connection, *checkout, "paid");
  const auto settled = book(connection, sealing, checkout->order, word, kind, word.payment, context);
  if (settled == Settled::recorded) book_waiting(connection, sealing, checkout->order, word, context);
  return settled;
}

// How money that moves after its payment is booked; nullopt for what is no such thing.
std::optional<PaymentKind> ledger_kind(ProviderWord::Kind kind) {
  switch (kind) {
    case ProviderWord::Kind::refunded: return PaymentKind::refund;
    case ProviderWord::Kind::refund_failed: return PaymentKind::refund_failed;
    case ProviderWord::Kind::disputed: return PaymentKind::dispute;
    case ProviderWord::Kind::dispute_won: return PaymentKind::dispute_won;
    default: return std::nullopt;
  }
}

Settled settle_back(Connection& connection, const Sealing& sealing, const ProviderWord& word,
                    const Context& context) {
  const auto order = order_of_payment(connection, word);
  if (!order) return word.amount ? Settled::waiting : Settled::mismatch;
  return book(connection, sealing, *order, word, *ledger_kind(word.kind), word.object, context);
}

std::string_view outcome_name(Settled settled) {
  switch (settled) {
    case Settled::mismatch: return "mismatch";
    case Settled::waiting: return "waiting";
    case Settled::ignored: return "ignored";
    default: return "recorded";
  }
}

}  // namespace

std::optional<Checkout> open_checkout(Connection& connection, ShopId shop, OrderId order,
                                      const std::string& kind) {
  Checkout checkout;
  if (!Query{connection,
             "SELECT shop, provider, object, order_id, kind, amount, currency, url, state, created_at, "
             "expires_at FROM checkouts WHERE shop = ? AND order_id = ? AND kind = ? AND state = 'open'",
             shop, order, kind}
           .one(columns(checkout))) {
    return std::nullopt;
  }
  return checkout;
}

Checkout keep_checkout(Connection& connection, const Checkout& checkout) {
  run(connection, "INSERT INTO checkouts VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
      columns(checkout));
  const auto open = open_checkout(connection, checkout.shop, checkout.order, checkout.kind);
  return open ? *open : checkout;
}

void end_checkout(Connection& connection, ShopId shop, const std::string& provider,
                  const std::string& object) {
  run(connection,
      "UPDATE checkouts SET state = 'over' WHERE shop = ? AND provider = ? AND object = ? AND state = 'open'",
      shop, provider, object);
}

Settled settle(Connection& connection, const Sealing& sealing, const ProviderWord& word,
               const Context& context) {
  using Kind = ProviderWord::Kind;
  if (found(connection, "SELECT 1 FROM provider_events WHERE shop = ? AND provider = ? AND event = ?",
            word.shop, word.provider, word.event))
    return Settled::repeated;
  auto settled = Settled::ignored;
  if (word.kind == Kind::paid) settled = settle_paid(connection, sealing, word, context);
  if (word.kind == Kind::over) end_checkout(connection, word.shop, word.provider, word.checkout);
  const auto moved = ledger_kind(word.kind);
  if (moved) settled = settle_back(connection, sealing, word, context);
  const auto kind = moved ? name(*moved) : std::string_view{};
  run(connection,
      "INSERT INTO provider_events (shop, provider, event, at, outcome, payment, kind, object, amount, "
      "currency) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      word.shop, word.provider, word.event, context.now, outcome_name(settled), word.payment, kind,
      word.object, word.amount.value_or(Money{}));
  return settled;
}

}  // namespace store
