#include "store/verify_records.hpp"

#include "store/evidence_event.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/evidence.hpp"
#include "tokens/quote_hash.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace store {

namespace json = boost::json;
using namespace orders;

namespace {

using Entries = std::span<const EvidenceEntry>;
using Type = EvidenceType;

std::string member(const EvidenceEntry& entry, const char* object, const char* name) {
  boost::system::error_code none;
  const auto body = json::parse(entry.body, none);
  if (none || !body.is_object()) return {};
  const json::value* at = object ? body.as_object().if_contains(object) : &body;
  if (!at || !at->is_object()) return {};
  const auto* text = at->as_object().if_contains(name);
  return text && text->is_string() ? std::string(text->as_string()) : std::string{};
}

// When an id was made, as it tells itself (RFC 9562, version 7).
Instant made_at(const Uuid& uuid) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | uuid[i];
  return Instant{std::chrono::milliseconds{ms}};
}

bool is_decision(Type type) {
  return type == Type::quote_approved || type == Type::quote_declined || type == Type::decision_undone;
}
bool is_payment(Type type) {
  return type == Type::payment_recorded || type == Type::payment_refunded || type == Type::payment_disputed;
}

class Records {
 public:
  Records(const Order& order, Entries entries, Instant since)
      : order_(order), entries_(entries), since_(since) {}

  std::vector<EvidenceFault> faults() && {
    for (const auto& quote : order_.quotes) check_quote(quote);
    check_rows(
        order_.signatures, &Signature::signed_at, [](Type type) { return type == Type::document_signed; },
        "signature");
    check_rows(order_.payments, &Payment::received_at, is_payment, "payment");
    for (const auto& entry : entries_) check_entry(entry);
    return std::move(faults_);
  }

 private:
  void fault(const EvidenceEntry* shown_by, std::string matter) {
    if (shown_by)
      faults_.push_back({shown_by->seq, std::move(matter), order_.id});
    else
      faults_.push_back({.matter = std::move(matter), .order = order_.id});
  }

  bool needs_evidence(const Uuid& id, Instant at) const {
    return std::max({at, made_at(id), made_at(order_.id.uuid)}) >= since_;
  }

  template <class Wanted>
  const EvidenceEntry* latest(const Uuid& subject, Wanted wanted) const {
    const EvidenceEntry* last = nullptr;
    for (const auto& entry : entries_)
      if (entry.subject == subject && wanted(entry.type)) last = &entry;
    return last;
  }

  // Whether the stored row is the one that the entry vouches for; an erased one can no longer be told.
  bool vouched(const EvidenceEntry& entry) const {
    const auto committed = member(entry, nullptr, "row_commit");
    if (!entry.salt || committed.empty()) return true;
    const auto row = row_json(order_, entry.type, *entry.subject);
    return row && tokens::hex(tokens::row_commitment(*entry.salt, tokens::canonical_json(*row))) == committed;
  }

  void check_quote(const Quote& quote) {
    const auto sent = latest(quote.id.uuid, [](Type type) { return type == Type::quote_sent; });
    if (sent) {
      const auto said = member(*sent, "doc", "sha256");
      if (said != quote.sha256 || said != tokens::quote_sha256(order_.id, quote) || quote.sent_at != sent->at)
        fault(sent, "the quote is not the one that was sent");
    } else if (quote.sent_at && needs_evidence(quote.id.uuid, *quote.sent_at)) {
      fault(nullptr, "a quote was sent without evidence");
    }
    check_decision(quote, sent != nullptr);
  }

  void check_decision(const Quote& quote, bool proven) {
    const auto* last = latest(quote.id.uuid, is_decision);
    const bool stands = last && last->type != Type::decision_undone;
    if (stands && !quote.decision)
      fault(last, "the decision is gone");
    else if (stands && (quote.decision->at != last->at ||
                        quote.decision->approved != (last->type == Type::quote_approved) || !vouched(*last)))
      fault(last, "the decision is not the one that was made");
    else if (!stands && quote.decision && (last || needs_evidence(quote.id.uuid, quote.decision->at)))
      fault(last, "a decision stands of which there is no evidence");
    else if (proven && !state_fits(quote))
      fault(last ? last : latest(quote.id.uuid, [](Type) { return true; }),
            "the quote's state is not the one it was left in");
  }

  bool state_fits(const Quote& quote) const {
    if (quote.decision && !quote.decision->approved) return quote.state == QuoteState::declined;
    if (quote.decision) {
      std::vector<QuoteLineId> taken;
      for (const auto& line : quote.lines)
        if (line.approved) taken.push_back(line.id);
      const auto again = take(quote, taken);
      return again && again->state == quote.state;
    }
    const auto* last = latest(quote.id.uuid, [](Type) { return true; });
    if (last && last->type == Type::quote_withdrawn) return quote.state == QuoteState::withdrawn;
    const bool replaced = std::ranges::any_of(entries_, [&](const EvidenceEntry& entry) {
      return entry.type == Type::quote_sent && last && entry.seq > last->seq;
    });
    return quote.state == (replaced ? QuoteState::superseded : QuoteState::sent);
  }

  // Each row has its entry and is what that says; and they lie in the order in which they came.
  template <class Row>
  void check_rows(const std::vector<Row>& rows, Instant Row::*at, bool (*type)(Type),
                  const std::string& what) {
    std::int64_t before = 0;
    for (const auto& row : rows) {
      const auto* entry = latest(row.id.uuid, type);
      if (!entry) {
        if (needs_evidence(row.id.uuid, row.*at)) fault(nullptr, "there is no evidence of " + row.id.text());
        continue;
      }
      if (!vouched(*entry))
        fault(entry, "the " + what + " is not the one that was made");
      else if (entry->seq < before)
        fault(entry, "the " + what + " lies behind one that came later");
      before = std::max(before, entry->seq);
    }
  }

  // Each entry has its row.
  void check_entry(const EvidenceEntry& entry) {
    const auto is_subject = [&](const auto& row) { return entry.subject == row.id.uuid; };
    if (entry.type == Type::quote_sent && std::ranges::none_of(order_.quotes, is_subject))
      fault(&entry, "the quote is gone");
    if (is_decision(entry.type) && std::ranges::none_of(order_.quotes, is_subject))
      fault(&entry, "the quote that it decides is gone");
    if (is_payment(entry.type) && std::ranges::none_of(order_.payments, is_subject))
      fault(&entry, "the payment is gone");
    if (entry.type != Type::document_signed) return;
    const auto signature = std::ranges::find_if(order_.signatures, is_subject);
    if (signature == order_.signatures.end()) return fault(&entry, "the signature is gone");
    const auto document = std::ranges::find(order_.documents, signature->document, &Document::id);
    if (document == order_.documents.end() || document->sha256 != member(entry, "doc", "sha256"))
      fault(&entry, "the document is not the one that was signed");
  }

  const Order& order_;
  const Entries entries_;
  const Instant since_;
  std::vector<EvidenceFault> faults_;
};

}  // namespace

std::vector<EvidenceFault> check_records(const Order& order, Entries entries, Instant since) {
  return Records{order, entries, since}.faults();
}

}  // namespace store
