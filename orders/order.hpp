#pragma once

#include "orders/id.hpp"
#include "orders/money.hpp"
#include "orders/quote.hpp"
#include "orders/stage.hpp"
#include "orders/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orders {

struct Customer {
  std::string name = {};
  std::string email = {};
  std::string phone = {};   // E.164
  std::string locale = {};  // BCP 47; empty: the shop's
  friend bool operator==(const Customer&, const Customer&) = default;
};

struct Device {
  DeviceId id{};
  std::string kind = {};  // "Laptop"
  std::string brand = {};
  std::string model = {};
  std::string serial = {};
  std::string problem = {};
  std::string status = {};         // an id of the shop's StatusTable
  std::string public_status = {};  // the last one that is not internal
  Instant status_at{};
  friend bool operator==(const Device&, const Device&) = default;
};

enum class ActorKind { customer, staff, system, provider };
std::string_view name(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view name);

struct Actor {
  ActorKind kind = ActorKind::system;
  std::string id = {};  // staff or key id, provider name
  friend bool operator==(const Actor&, const Actor&) = default;
};

enum class EventKind {
  order_created,
  device_status,
  stage_set,
  promise_moved,
  note,
  quote_sent,
  quote_decided,
  quote_withdrawn,
  document_added,
  document_signed,
  payment_recorded,
  order_completed,
  order_reopened,
  link_issued,
  link_copied,
  link_revoked,
  quote_extended,
  decision_undone,
  message,
  payment_mismatch,
  delegate_named,
  handed_over,
  edited
};
std::string_view name(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view name);

// What happened to an order, append-only.
struct Event {
  EventId id{};
  EventKind kind = EventKind::note;
  Instant at{};
  std::optional<DeviceId> device = {};
  // Of device_status: the status reached; of stage_set: the stage; of quote_decided: the quote's state; of
  // payment_recorded: its kind.
  std::string status = {};
  std::string note = {};  // plain text
  bool visible = false;   // may the customer read the note
  Actor actor{};
  std::optional<Uuid> subject = {};  // the quote, document, signature, payment, message or link it is about
  friend bool operator==(const Event&, const Event&) = default;
};

enum class Purpose { terms, repair_authorisation, data_handling, drop_off, collection };
std::string_view name(Purpose purpose);
std::optional<Purpose> parse_purpose(std::string_view name);

// One version of a text to sign or to keep, immutable.
struct Document {
  DocumentId id{};
  Purpose purpose = Purpose::terms;
  std::string title = {};
  std::string body = {};    // Markdown
  std::string sha256 = {};  // of the body, 64 hex digits
  int version = 1;
  Instant created_at{};
  friend bool operator==(const Document&, const Document&) = default;
};

struct Signature {
  SignatureId id{};
  DocumentId document{};
  std::string document_sha256 = {};  // of the version that was signed
  std::string name = {};
  bool drawn = false;  // or typed
  Instant signed_at{};
  std::string locale = {};  // BCP 47: the language the text was shown in
  friend bool operator==(const Signature&, const Signature&) = default;
};

// A dispute takes money back as a refund does, until it is won; a refund may fail and leave the money here.
enum class PaymentKind { deposit, final, refund, dispute, dispute_won, refund_failed };
std::string_view name(PaymentKind kind);
std::optional<PaymentKind> parse_payment_kind(std::string_view name);

// Append-only; amounts are positive, the kind says which way the money went.
struct Payment {
  PaymentId id{};
  PaymentKind kind = PaymentKind::final;
  Money amount{};
  std::string method = {};  // "cash", "card", "stripe"
  std::string reference = {};
  Instant received_at{};
  // What came through a payment provider names its object there; (provider, object, kind) stands once in a
  // shop.
  std::string provider = {};  // "stripe", "paypal"; empty: recorded by staff
  std::string provider_object = {};
  friend bool operator==(const Payment&, const Payment&) = default;
};

// A file that came with a message. Its bytes lie in the store under its id.
struct Attachment {
  AttachmentId id{};
  std::string name = {};        // as its sender called it, without a path
  std::string media_type = {};  // as sniffed, not as declared
  std::int64_t bytes = 0;
  std::string sha256 = {};
  int width = 0, height = 0;  // pixels of a picture; 0: another file
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

// One of the thread between customer and shop, append-only. What staff write for themselves is an event's
// note.
struct Message {
  MessageId id{};
  Actor from{};
  std::string name = {};  // as typed by a customer, or the staff member's
  std::string text = {};  // plain; may be empty beside attachments
  Instant at{};
  std::vector<Attachment> attachments = {};
  friend bool operator==(const Message&, const Message&) = default;
};

// "Up to 60.00, go ahead": what a customer allowed beforehand.
struct PreAuthorisation {
  Money limit{};
  std::string name = {};       // who allowed it
  std::string reference = {};  // how: counter slip, call note
  Instant at{};
  friend bool operator==(const PreAuthorisation&, const PreAuthorisation&) = default;
};

struct Order {
  OrderId id{};
  ShopId shop{};
  LocationId location{};
  std::string number = {};       // unique in its shop, printed on the ticket
  std::string external_id = {};  // of the system it came from, unique in its shop where set
  Customer customer{};
  std::vector<Device> devices = {};  // at least one
  std::optional<Instant> promised_at = {};
  std::string promise_reason = {};  // why the promise moved, for the customer
  bool on_hold = false;
  bool cancelled = false;
  std::optional<Instant> ended_at = {};  // completed or cancelled: every power to act ended then
  Instant created_at{};
  Instant updated_at{};
  std::int64_t version = 1;        // raised by one with every change
  std::vector<Event> events = {};  // oldest first
  std::vector<Quote> quotes = {};  // by round
  std::vector<Document> documents = {};
  std::vector<Signature> signatures = {};
  std::vector<Payment> payments = {};  // oldest first
  std::vector<Message> messages = {};  // oldest first
  std::optional<PreAuthorisation> pre_authorised = {};
  std::string delegate = {};  // who else may collect
  friend bool operator==(const Order&, const Order&) = default;
};

// The lowest public step among the devices.
Step step(const Order& order, const StatusTable& statuses);
Step step(const Device& device, const StatusTable& statuses);
Stage stage(const Order& order, const StatusTable& statuses);

// The round that stands: the latest that was sent and not superseded or withdrawn; drafts never. nullptr if
// none.
const Quote* quote_in_force(const Order& order);

// due - (paid - refunded) == balance, always. What a dispute took counts as refunded until it is won. due =
// gross of the approved lines of the round in force, 0 before a decision. Payments in another currency than
// the quote's are refused when recorded.
struct PaymentSummary {
  Currency currency{};
  std::int64_t due = 0, paid = 0, refunded = 0, balance = 0;  // minor units
  friend bool operator==(const PaymentSummary&, const PaymentSummary&) = default;
};
PaymentSummary payment_summary(const Order& order, Currency fallback);

// What is still missing of the deposit that the approved round asks for, in minor units; 0 when nothing is.
std::int64_t deposit_due(const Order& order);

// The event with which the order became ready for collection, while it is; nullptr else. Its id is what a
// collection code is made of, so that a code of an earlier time opens nothing.
const Event* ready_event(const Order& order, const StatusTable& statuses);

// The first instant of a decision that its customer can no longer take back; nullopt when there is nothing to
// take back: not decided behind a link, work has started, money came in, or the order has ended.
std::optional<Instant> undo_until(const Order& order, const Quote& quote, std::chrono::minutes window);

}  // namespace orders
