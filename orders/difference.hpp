#pragma once

#include "orders/quote.hpp"

#include <optional>
#include <string>
#include <vector>

namespace orders {

// One line that reads differently in two rounds of a quote. Amounts are what the customer pays for it, in
// minor units, tax included.
struct LineChange {
  std::string description = {};
  std::optional<std::int64_t> from = {};  // absent: added
  std::optional<std::int64_t> to = {};    // absent: removed
  friend bool operator==(const LineChange&, const LineChange&) = default;
};

struct QuoteDifference {
  std::vector<LineChange> lines = {};  // removed, then changed and added in the order of the new round
  std::int64_t total_from = 0, total_to = 0;
  bool same_currency = true;
  friend bool operator==(const QuoteDifference&, const QuoteDifference&) = default;
};

// What changed between the round a customer saw and the one in force. A line is the same when its id is, or
// else when its description is; it changed when its amount, quantity or kind did.
QuoteDifference difference(const Quote& seen, const Quote& now);

}  // namespace orders
