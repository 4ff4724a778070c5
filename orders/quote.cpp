#include "orders/quote.hpp"

#include "orders/names.hpp"
#include "orders/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace orders {
namespace {

constexpr std::size_t most_lines = 200;

constexpr Names<LineKind, 3> line_kinds{{"required", "optional", "choice"}};
constexpr Names<QuoteState, 8> quote_states{
    {"draft", "sent", "approved", "partially_approved", "declined", "expired", "superseded", "withdrawn"}};
constexpr Names<DecisionMethod, 5> methods{{"link", "phone", "email", "in_store", "pre_authorised"}};

Refusal invalid(std::string field, std::string detail) {
  return {Reason::invalid, std::move(field), std::move(detail)};
}

Done check_line(const QuoteLine& line, bool tax_included, const std::string& place) {
  const auto& description = line.description;
  if (description.empty()) return invalid(place + ".description", "A line needs a description.");
  if (description.size() > longest_line_description)
    return invalid(place + ".description", "A description has at most 500 bytes.");
  if (!is_plain_text(description))
    return invalid(place + ".description", "A description is plain UTF-8 text.");
  if (line.tax_bp < 0 || line.tax_bp > 10'000)
    return invalid(place + ".tax_bp", "Tax is 0 to 10,000 basis points.");
  if (line.quantity.thousandths < 1 || line.quantity.thousandths > 1'000'000'000)
    return invalid(place + ".quantity", "A quantity is above 0 and at most 1,000,000.");
  if (line.kind == LineKind::choice && line.group.empty())
    return invalid(place + ".group", "A choice needs the name of its group.");
  if (line.group.size() > longest_name || !is_plain_text(line.group))
    return invalid(place + ".group", "A group's name is plain text of at most 200 bytes.");
  if (!line_amounts(line.unit_price, line.quantity, line.tax_bp, tax_included))
    return invalid(place + ".unit_price", "The amount of this line is out of range.");
  return std::monostate{};
}

}  // namespace

std::string_view name(LineKind kind) { return line_kinds.of(kind); }
std::string_view name(QuoteState state) { return quote_states.of(state); }
std::string_view name(DecisionMethod method) { return methods.of(method); }
std::optional<LineKind> parse_line_kind(std::string_view name) { return line_kinds.parse(name); }
std::optional<QuoteState> parse_quote_state(std::string_view name) { return quote_states.parse(name); }
std::optional<DecisionMethod> parse_decision_method(std::string_view name) { return methods.parse(name); }

QuoteState state_at(const Quote& quote, Instant now) {
  const bool over = quote.state == QuoteState::sent && quote.expires_at && now >= *quote.expires_at;
  return over ? QuoteState::expired : quote.state;
}

LineAmounts amounts(const Quote& quote, const QuoteLine& line) {
  return line_amounts(line.unit_price, line.quantity, line.tax_bp, quote.tax_included)
      .value_or(LineAmounts{});
}

LineAmounts totals(const Quote& quote) {
  const bool approved = quote.decision && quote.decision->approved;
  std::set<std::string_view> groups_counted;
  LineAmounts sum;
  for (const auto& line : quote.lines) {
    const bool counts =
        line.kind == LineKind::required ||
        (approved ? line.approved
                  : line.kind == LineKind::choice && groups_counted.insert(line.group).second);
    if (counts) sum += amounts(quote, line);
  }
  return sum;
}

Outcome<Quote> take(Quote quote, const std::vector<QuoteLineId>& taken) {
  for (const auto& id : taken)
    if (std::ranges::find(quote.lines, id, &QuoteLine::id) == quote.lines.end())
      return invalid("line", "The quote has no line " + id.text() + ".");
  std::map<std::string_view, int> choices;
  bool all = true, any = false;
  for (auto& line : quote.lines) {
    line.approved = line.kind == LineKind::required || std::ranges::find(taken, line.id) != taken.end();
    if (line.kind == LineKind::choice) choices[line.group] += line.approved;
    if (line.kind == LineKind::optional) all &= line.approved;
    any |= line.approved;
  }
  for (const auto& [group, count] : choices)
    if (count != 1)
      return invalid("line", "Exactly one line of the choice '" + std::string(group) + "' is taken.");
  if (!any) return invalid("line", "Nothing is taken; to take nothing is to decline.");
  quote.state = all ? QuoteState::approved : QuoteState::partially_approved;
  return quote;
}

Outcome<LineAmounts> totals_if(const Quote& quote, const std::vector<QuoteLineId>& taken) {
  auto chosen = take(quote, taken);
  if (!chosen) return chosen.error();
  chosen->decision = Decision{.approved = true};
  const auto sum = totals(*chosen);
  if (sum.gross < 0) return invalid("line", "The total is negative.");
  return sum;
}

std::optional<Date> last_day(const Quote& quote) {
  return quote.extended_until ? quote.extended_until : quote.valid_until;
}

Done check_draft(const QuoteDraft& draft, Instant now) {
  if (draft.lines.empty()) return invalid("lines", "A quote needs a line.");
  if (draft.lines.size() > most_lines) return invalid("lines", "A quote has at most 200 lines.");
  std::map<std::string_view, int> choices;
  std::set<QuoteLineId> ids;
  for (std::size_t i = 0; i < draft.lines.size(); ++i) {
    const auto& line = draft.lines[i];
    const auto place = "lines[" + std::to_string(i) + "]";
    if (const auto checked = check_line(line, draft.tax_included, place); !checked) return checked;
    if (line.id != QuoteLineId{} && !ids.insert(line.id).second)
      return invalid(place + ".id", "Another line has this id.");
    if (line.kind == LineKind::choice) ++choices[line.group];
  }
  for (std::size_t i = 0; i < draft.lines.size(); ++i) {
    const auto& line = draft.lines[i];
    if (line.kind == LineKind::choice && choices[line.group] < 2)
      return invalid("lines[" + std::to_string(i) + "].group",
                     "A choice needs at least two lines in its group.");
  }
  const auto gross = totals(Quote{.tax_included = draft.tax_included, .lines = draft.lines}).gross;
  if (gross < 0) return invalid("lines", "The total is negative.");
  if (draft.deposit < 0 || draft.deposit > gross)
    return invalid("deposit", "A deposit is between 0 and the total.");
  if (draft.expires_at && *draft.expires_at <= now) return invalid("valid_until", "That day is over.");
  return std::monostate{};
}

}  // namespace orders
