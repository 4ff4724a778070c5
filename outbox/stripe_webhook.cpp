#include "outbox/stripe_webhook.hpp"

#include "outbox/amounts.hpp"
#include "outbox/json.hpp"
#include "tokens/hash.hpp"

#include <charconv>
#include <vector>

namespace outbox {
namespace {

using Kind = ProviderEvent::Kind;

struct SignatureHeader {
  std::string time = {};
  std::vector<std::string_view> signatures = {};  // of scheme v1; others are Stripe's experiments
};

SignatureHeader read_header(std::string_view header) {
  SignatureHeader read;
  while (!header.empty()) {
    const auto comma = std::min(header.find(','), header.size());
    const auto part = header.substr(0, comma);
    if (part.starts_with("t=")) read.time = part.substr(2);
    if (part.starts_with("v1=")) read.signatures.push_back(part.substr(3));
    header.remove_prefix(std::min(comma + 1, header.size()));
  }
  return read;
}

std::optional<orders::Instant> moment(std::string_view seconds) {
  std::int64_t value = 0;
  const auto* end = seconds.data() + seconds.size();
  const auto [stop, error] = std::from_chars(seconds.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return from_unix(value);
}

orders::Refusal malformed(const char* why) { return {orders::Reason::invalid, "", why}; }

// The kind of an event, from its type and the state of the object in it.
Kind kind_of(const std::string& type, const boost::json::value& event) {
  const auto state = [&](const char* name) { return text_at(event, std::string("/data/object/") + name); };
  if (type == "checkout.session.completed")
    // "unpaid": a bank transfer is on its way, and async_payment_succeeded or …_failed follows.
    return state("payment_status") == "paid" ? Kind::paid : Kind::ignored;
  if (type == "checkout.session.async_payment_succeeded") return Kind::paid;
  if (type == "checkout.session.async_payment_failed" || type == "checkout.session.expired")
    return Kind::expired;
  // Each refund is an object that is told of when it is made and whenever it changes; it counts once it
  // succeeded, whichever event says so, under its own id. `charge.refunded` is left alone: it carries the sum
  // of all refunds so far and would count them again.
  if (type == "refund.created" || type == "refund.updated" || type == "refund.failed") {
    if (state("status") == "succeeded") return Kind::refunded;
    return state("status") == "failed" ? Kind::refund_failed : Kind::ignored;
  }
  if (type == "charge.dispute.created" || type == "charge.dispute.funds_withdrawn") return Kind::disputed;
  if (type == "charge.dispute.closed")
    return state("status") == "lost" ? Kind::dispute_lost : Kind::dispute_won;
  return Kind::ignored;
}

}  // namespace

bool verify_stripe_signature(std::string_view raw_body, std::string_view header,
                             std::span<const std::string> secrets, orders::Instant now,
                             std::chrono::seconds tolerance) {
  const auto [time, signatures] = read_header(header);
  const auto signed_at = moment(time);
  if (!signed_at || *signed_at > now + tolerance || *signed_at < now - tolerance) return false;
  const auto message = time + "." + std::string(raw_body);
  bool good = false;  // no early end: the time taken says nothing of which secret or signature it was
  for (const auto& secret : secrets) {
    if (secret.empty()) continue;
    const auto expected = tokens::hex(tokens::hmac_sha256(tokens::bytes(secret), tokens::bytes(message)));
    for (const auto signature : signatures)
      if (tokens::equal_constant_time(tokens::bytes(expected), tokens::bytes(signature))) good = true;
  }
  return good;
}

orders::Outcome<ProviderEvent> parse_stripe_event(std::string_view raw_body) {
  const auto json = parse_object(raw_body);
  if (!json) return malformed("not a JSON object");
  ProviderEvent event{
      .provider = "stripe", .event_id = text_at(*json, "/id"), .type = text_at(*json, "/type")};
  if (event.event_id.empty() || event.type.empty()) return malformed("an event without id or type");
  event.kind = kind_of(event.type, *json);
  if (event.kind == Kind::ignored) return event;

  const bool of_session = event.kind == Kind::paid || event.kind == Kind::expired;
  event.at = from_unix(whole_at(*json, "/created").value_or(0)).value_or(orders::Instant{});
  (of_session ? event.object_id : event.counter_id) = text_at(*json, "/data/object/id");
  event.payment_id = text_at(*json, "/data/object/payment_intent");
  event.shop_ref = text_at(*json, "/data/object/metadata/claimcheck_shop");
  event.order_ref = text_at(*json, "/data/object/metadata/claimcheck_order");
  event.checkout_ref = text_at(*json, "/data/object/metadata/claimcheck_checkout");

  const auto units = whole_at(*json, of_session ? "/data/object/amount_total" : "/data/object/amount");
  const auto amount = units ? from_stripe(*units, text_at(*json, "/data/object/currency")) : std::nullopt;
  event.amount = amount;
  if (event.subject().empty()) return malformed("an event about no object");
  return event;
}

}  // namespace outbox
