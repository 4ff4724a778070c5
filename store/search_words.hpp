#pragma once

#include "orders/order.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

// What orders are found by. Words are folded: compatibility forms decomposed (NFKD), case and marks dropped,
// split at whatever is neither letter nor digit; at most 40 bytes each.
std::vector<std::string> fold_words(std::string_view text);

// Of the number, the external id, the customer's name, e-mail and telephone and the devices; sorted, each
// once. What is written with a hyphen is also found without ("R-1001": "r", "1001", "r1001"). The last ten
// digits of a telephone stand backwards behind a "~", so that its last digits are a word's first.
std::vector<std::string> words_of(const orders::Order& order);
std::vector<std::string> words_of(const orders::Customer& customer);

// What a customer is known by: the e-mail address, else the telephone, else the folded name; empty: nothing.
std::string contact_of(const orders::Customer& customer);

// Words from `from` on and before `to`.
struct WordRange {
  std::string from, to;
  bool has(std::string_view word) const { return from <= word && word < to; }
};
// One typed word: some word of the order lies in one of its ranges. Of digits, it is the beginning of a word
// or, from four on, the end of a telephone number.
using Term = std::vector<WordRange>;

// At most eight. A telephone number that is typed with spaces is one term.
std::vector<Term> terms_of(std::string_view typed);
bool match(const std::vector<std::string>& words, const std::vector<Term>& terms);

}  // namespace store
