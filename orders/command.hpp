#pragma once

#include "orders/order.hpp"
#include "orders/outcome.hpp"
#include "orders/strokes.hpp"

#include <functional>
#include <variant>

namespace orders {

// What may be asked of an order. Each is applied by `apply`, a pure function; the store runs it inside one
// transaction and may run it again when another write came first.

// Moves every device that is not on that step to the stage's canonical status, or sets hold or cancellation.
// An open stage ends a hold and reopens an ended order; an ended order takes neither hold nor cancellation
// (conflict). A cancelled order's devices stay where they are. A stage that stands already keeps the note
// alone.
struct SetStage {
  Stage stage = Stage::created;
  std::string note = {};
  bool visible = false;
};

// Moves one device along the table; refused as conflict when the table has no such move. May reopen nothing.
// The move that leaves all devices collected completes the order.
struct SetDeviceStatus {
  DeviceId device{};
  std::string status = {};
  std::string note = {};
  bool visible = false;
};

struct SetPromise {
  std::optional<Instant> promised_at = {};
  std::string reason = {};
};

struct AddNote {
  std::string note = {};
  bool visible = false;
};

// The next round. A draft before it is superseded, a sent round as soon as the new one is sent. Refused as
// conflict when the order has ended; invalid in another currency than payments came in.
struct MakeQuote {
  QuoteDraft draft{};
};

// A draft reaches the customer and supersedes the round sent before it.
struct SendQuote {
  int round = 1;
};

// Takes back a sent round that nobody decided; a draft is thrown away. A decided one is a conflict.
struct WithdrawQuote {
  int round = 1;
};

// A later last day for a round that was sent and not decided, be it expired. Invalid: an earlier one.
struct ExtendQuote {
  int round = 1;
  Date until{};
  Instant expires_at{};  // the end of that day in the shop's zone
};

// A decision on the round in force: `taken` are the optional and choice lines taken. The same decision again
// changes nothing; another one, or any on an ended order, is a conflict; an expired, superseded or withdrawn
// round is gone, a draft not found. Behind the link it names what was seen: another `sha256` than the round's
// is a conflict with the field "quote_sha256". Invalid: an unknown line, not exactly one of a choice, nothing
// at all; behind the link, no name; a decline without a reason where one is needed.
struct DecideQuote {
  int round = 1;
  bool approve = true;
  std::string sha256 = {};
  bool reason_needed = false;
  std::vector<QuoteLineId> taken = {};
  DecisionMethod method = DecisionMethod::in_store;
  std::string name = {}, reason = {}, reference = {};
};

// The customer takes a decision back within the window (`undo_until`): the round is sent again, undecided.
// Conflict when there is nothing to take back, gone when the time is over.
struct UndoDecision {
  int round = 1;
  std::chrono::minutes window{0};
};

// A signature under exactly the version that was read: another `sha256` than the document's is a conflict
// with the field "document_sha256". The same signature again changes nothing. Invalid: no name, drawn without
// strokes.
struct SignDocument {
  DocumentId document{};
  std::string sha256 = {};
  std::string name = {};
  std::optional<Strokes> strokes = {};  // drawn; else typed
  std::string locale = {};
};

// One more of the thread. Invalid: neither text nor attachment, more than ten attachments.
struct AddMessage {
  std::string name = {}, text = {};
  std::vector<Attachment> attachments = {};
};

// What the customer allowed beforehand, or with no limit nothing any more. The next round within it is
// approved as it is sent.
struct PreAuthorise {
  std::optional<Money> limit = {};
  std::string name = {}, reference = {};
};

// The provider says something about money that fits no order of ours: staff are to look, nothing counts.
struct ReportMismatch {
  std::string provider = {}, provider_object = {}, detail = {};
};

// Who else may collect; empty: nobody.
struct NameDelegate {
  std::string name = {};
};

// Every device that is ready goes out of the house to who brought the collection code. Conflict: nothing is
// ready.
struct HandOver {
  std::string recipient = {};
};

// A new document, or the next version of the one with the same purpose and title; the same text again is
// none.
struct AddDocument {
  Purpose purpose = Purpose::terms;
  std::string title = {}, body = {}, sha256 = {};
};

// Refused: another currency than the quote's or an amount that is not positive; a refund above what was paid,
// unless it is the provider's word, which is what happened. What a provider said before changes nothing.
struct RecordPayment {
  PaymentKind kind = PaymentKind::final;
  Money amount{};
  std::string method = {}, reference = {};
  std::optional<Instant> received_at = {};
  std::string provider = {}, provider_object = {};
};

// What was written down wrong or came later; what is nullopt stays. Devices are changed by their id, those
// without one are added. Refused as `create` refuses; a device that is none of the order's is not found.
struct EditOrder {
  std::optional<Customer> customer = {};
  std::vector<Device> devices = {};  // kind, brand, model, serial and problem count
  std::optional<std::string> external_id = {};
  std::optional<LocationId> location = {};
  std::optional<SetPromise> promise = {};
};

using Command =
    std::variant<SetStage, SetDeviceStatus, SetPromise, AddNote, MakeQuote, SendQuote, WithdrawQuote,
                 ExtendQuote, DecideQuote, UndoDecision, AddDocument, SignDocument, RecordPayment,
                 ReportMismatch, AddMessage, PreAuthorise, NameDelegate, HandOver, EditOrder>;

// What a rule may know of the world.
struct Context {
  Instant now{};
  Actor actor{};
  std::function<Uuid()> new_id;  // UUIDv7 of `now`
  // The hash that a sent round bears: `tokens::quote_sha256`, set by the store.
  std::function<std::string(OrderId, const Quote&)> quote_sha256 = {};
  const StatusTable& statuses = StatusTable::standard();
  bool tell_customer = true;  // of this change, by the shop's policy
  // The change is wanted of this version alone; of another it is a conflict with the field "version".
  std::optional<std::int64_t> if_version = {};
};

// The order after the command, its version raised by one and `updated_at` set; or why not. An unchanged order
// (a stage set to what it is) comes back as it was, version and all.
Outcome<Order> apply(Order order, const Command& command, const Context& context);

// What is asked of `create`. Devices need a kind; status may be given (imports), else it is awaiting_device.
struct NewOrder {
  LocationId location{};
  std::string number = {};  // empty: the store gives the shop's next
  std::string external_id = {};
  Customer customer{};
  std::vector<Device> devices = {};
  std::optional<Instant> promised_at = {};
  std::string note = {};                   // internal
  std::optional<Instant> created_at = {};  // of imports; else now
  bool cancelled = false;                  // of imports
};

// A first version of the order, with its events. Refused: `field` names what is missing or too long (names
// 200 bytes, problem and notes 4,000), a phone that is not E.164, an e-mail without @, an unknown status.
Outcome<Order> create(const NewOrder& wanted, ShopId shop, const Context& context);

}  // namespace orders
