#include "views/console/order_parts.hpp"
#include "views/record_words.hpp"
#include "views/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace views {

using orders::EventKind;
using orders::QuoteState;
using orders::Stage;

std::string stage_word(Stage stage) {
  switch (stage) {
    case Stage::created: return "Created";
    case Stage::received: return "Received";
    case Stage::in_progress: return "In progress";
    case Stage::ready: return "Ready";
    case Stage::collected: return "Collected";
    case Stage::on_hold: return "On hold";
    case Stage::cancelled: return "Cancelled";
  }
  return {};
}

Tone stage_tone(Stage stage) {
  switch (stage) {
    case Stage::in_progress: return Tone::busy;
    case Stage::ready:
    case Stage::collected: return Tone::good;
    case Stage::on_hold:
    case Stage::cancelled: return Tone::warn;
    default: return Tone::quiet;
  }
}

std::string quote_state_word(QuoteState state) {
  switch (state) {
    case QuoteState::draft: return "Draft";
    case QuoteState::sent: return "Pending";
    case QuoteState::approved: return "Approved";
    case QuoteState::partially_approved: return "Approved in part";
    case QuoteState::declined: return "Declined";
    case QuoteState::expired: return "Expired";
    case QuoteState::superseded: return "Replaced";
    case QuoteState::withdrawn: return "Withdrawn";
  }
  return {};
}

Tone quote_state_tone(QuoteState state) {
  switch (state) {
    case QuoteState::sent: return Tone::busy;
    case QuoteState::approved:
    case QuoteState::partially_approved: return Tone::good;
    case QuoteState::declined:
    case QuoteState::expired: return Tone::warn;
    default: return Tone::quiet;
  }
}

std::string purpose_word(orders::Purpose purpose) {
  switch (purpose) {
    case orders::Purpose::terms: return "Terms and conditions";
    case orders::Purpose::repair_authorisation: return "Repair authorisation";
    case orders::Purpose::data_handling: return "Data handling";
    case orders::Purpose::drop_off: return "Drop-off";
    case orders::Purpose::collection: return "Collection";
  }
  return {};
}

std::string status_label(const OrderDesk& desk, std::string_view status) {
  const auto entry = desk.statuses.find(status);
  return entry ? entry->label : std::string(status);
}

std::string actor_name(const OrderDesk& desk, const orders::Actor& actor) {
  switch (actor.kind) {
    case orders::ActorKind::customer: return "the customer";
    case orders::ActorKind::system: return "claimcheck";
    case orders::ActorKind::provider: return actor.id == "paypal" ? "PayPal" : "Stripe";
    case orders::ActorKind::staff: break;
  }
  const auto known = desk.names.find(actor.id);
  if (known != desk.names.end()) return known->second;
  return actor.id.starts_with("key_") ? "a shop system" : "staff";
}

namespace {

const orders::Device* device_of(const OrderDesk& desk, const orders::Event& event) {
  if (!event.device) return nullptr;
  const auto found = std::ranges::find(desk.order.devices, *event.device, &orders::Device::id);
  return found == desk.order.devices.end() ? nullptr : &*found;
}

const orders::Quote* quote_of(const OrderDesk& desk, const orders::Event& event) {
  const auto id = orders::QuoteId{event.subject.value_or(orders::Uuid{})};
  const auto found = std::ranges::find(desk.order.quotes, id, &orders::Quote::id);
  return found == desk.order.quotes.end() ? nullptr : &*found;
}

std::string moved(const OrderDesk& desk, const orders::Event& event) {
  const auto* device = device_of(desk, event);
  const auto status = status_label(desk, event.status);
  if (!device || desk.order.devices.size() == 1) return status;
  return device_name(*device, desk.locale) + ": " + status;
}

std::string of_quote(const OrderDesk& desk, const orders::Event& event, std::string_view what) {
  const auto* quote = quote_of(desk, event);
  return quote ? fmt::format("Quote {} {}", quote->round, what) : fmt::format("Quote {}", what);
}

std::string decided(const OrderDesk& desk, const orders::Event& event) {
  const bool in_part = event.status == name(QuoteState::partially_approved);
  return of_quote(desk, event, in_part ? "approved in part" : std::string_view{event.status});
}

std::string paid(const OrderDesk& desk, const orders::Event& event) {
  const auto id = orders::PaymentId{event.subject.value_or(orders::Uuid{})};
  const auto found = std::ranges::find(desk.order.payments, id, &orders::Payment::id);
  if (found == desk.order.payments.end()) return "Payment recorded";
  return fmt::format("{} of {}, {}", payment_kind(found->kind, desk.locale), desk.locale.money(found->amount),
                     payment_method(found->method, desk.locale));
}

}  // namespace

std::string event_words(const OrderDesk& desk, const orders::Event& event) {
  switch (event.kind) {
    case EventKind::order_created: return "Order taken in";
    case EventKind::device_status: return moved(desk, event);
    case EventKind::stage_set: {
      const auto stage = orders::parse_stage(event.status);
      return "Stage set: " + (stage ? stage_word(*stage) : event.status);
    }
    case EventKind::promise_moved: return "Promised date moved";
    case EventKind::note: return event.visible ? "Note for the customer" : "Internal note";
    case EventKind::quote_sent: return of_quote(desk, event, "sent");
    case EventKind::quote_decided: return decided(desk, event);
    case EventKind::quote_withdrawn: return of_quote(desk, event, "withdrawn");
    case EventKind::document_added: return "Document to sign";
    case EventKind::document_signed: return "Document signed";
    case EventKind::payment_recorded: return paid(desk, event);
    case EventKind::order_completed: return "Order completed; its links ended";
    case EventKind::order_reopened: return "Order reopened";
    case EventKind::link_issued: return "Link made";
    case EventKind::link_copied: return "Link copied";
    case EventKind::link_revoked: return "Link revoked";
    case EventKind::quote_extended: return of_quote(desk, event, "extended");
    case EventKind::decision_undone: return of_quote(desk, event, "decision taken back");
    case EventKind::message: return "Message";
    case EventKind::payment_mismatch: return "A payment fits no order";
    case EventKind::delegate_named: return "Somebody else may collect";
    case EventKind::handed_over: return "Handed over";
    case EventKind::edited: return "Details corrected";
  }
  return {};
}

}  // namespace views
