#pragma once

#include "orders/id.hpp"
#include "orders/money.hpp"
#include "orders/outcome.hpp"
#include "orders/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orders {

enum class LineKind { required, optional, choice };
enum class QuoteState { draft, sent, approved, partially_approved, declined, expired, superseded, withdrawn };
std::string_view name(LineKind kind);
std::string_view name(QuoteState state);
std::optional<LineKind> parse_line_kind(std::string_view name);
std::optional<QuoteState> parse_quote_state(std::string_view name);

struct QuoteLine {
  QuoteLineId id{};
  std::string description = {};
  Quantity quantity{};
  std::int64_t unit_price = 0;  // minor units; negative for a discount
  int tax_bp = 0;               // basis points, 0 to 10,000
  LineKind kind = LineKind::required;
  std::string group = {};  // of a choice: exactly one line of each group is taken
  bool approved = false;   // taken by the decision
  friend bool operator==(const QuoteLine&, const QuoteLine&) = default;
};

// How a decision came about: behind the link, or told to staff.
enum class DecisionMethod { link, phone, email, in_store, pre_authorised };
std::string_view name(DecisionMethod method);
std::optional<DecisionMethod> parse_decision_method(std::string_view name);

struct Decision {
  bool approved = false;
  Instant at{};
  DecisionMethod method = DecisionMethod::link;
  std::string name = {};       // as typed by the customer, or of the staff member
  std::string reason = {};     // of a decline
  std::string reference = {};  // of a staff decision: call note, e-mail subject
  friend bool operator==(const Decision&, const Decision&) = default;
};

// One round of a quote. What was sent never changes; a change is the next round and supersedes this one.
struct Quote {
  QuoteId id{};
  int round = 1;
  QuoteState state = QuoteState::draft;
  Currency currency{};
  bool tax_included = false;
  std::vector<QuoteLine> lines = {};
  std::int64_t deposit = 0;                // minor units asked at approval
  std::optional<Date> valid_until = {};    // last day, in the shop's calendar
  std::optional<Instant> expires_at = {};  // the end of that day, or of the one it was extended to
  Instant created_at{};
  std::optional<Instant> sent_at = {};
  std::optional<Decision> decision = {};
  // Of what was sent, 64 hex digits: who decides names it, and so decides on exactly what they saw. Empty for
  // a draft. An extension leaves it, since it takes nothing away.
  std::string sha256 = {};
  std::optional<Date> extended_until = {};
  friend bool operator==(const Quote&, const Quote&) = default;
};

// What is asked of `send_quote`.
struct QuoteDraft {
  Currency currency{};
  bool tax_included = false;
  std::vector<QuoteLine> lines = {};  // ids are given by the rule where they are empty
  std::int64_t deposit = 0;
  std::optional<Date> valid_until = {};
  std::optional<Instant> expires_at = {};  // the caller knows the zone: zone.end_of(valid_until)
  bool send = true;                        // false leaves it a draft, which no customer sees
};

// The state as it reads at `now`: a sent quote past its last day is expired.
QuoteState state_at(const Quote& quote, Instant now);

// The amounts of one line, valid because the quote was checked when it was made.
LineAmounts amounts(const Quote& quote, const QuoteLine& line);

// Sums over the lines that count: all required ones; optional and choice lines when taken by the decision;
// before a decision none of the optional ones and of each choice group its first.
LineAmounts totals(const Quote& quote);

// Why a set of lines cannot be taken, or the quote with those lines approved and its state accordingly:
// invalid for an unknown line, not exactly one of a choice, or nothing at all.
Outcome<Quote> take(Quote quote, const std::vector<QuoteLineId>& taken);

// What a customer would pay for such a set, without deciding anything.
Outcome<LineAmounts> totals_if(const Quote& quote, const std::vector<QuoteLineId>& taken);

// The last day on which it can be decided.
std::optional<Date> last_day(const Quote& quote);

// Refused: no lines, more than 200, an empty description or one over 500 bytes, tax out of range, a choice
// without a group, a group with one line, amounts out of range, a negative total, a deposit below 0 or above
// the total, an expiry that is past. `field` is "lines[3].tax_bp" and the like.
Done check_draft(const QuoteDraft& draft, Instant now);

}  // namespace orders
