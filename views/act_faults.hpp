#pragma once

#include "views/acts.hpp"
#include "views/html.hpp"

namespace views {

// What is wrong with a form, in words: what happened, what was kept, what to do.
std::string fault_text(FaultKind kind, const Locale& locale);
// The summary above a form that came back, each fault leading to its field; empty without faults.
Html fault_summary(const ActForm& form, const Locale& locale);
// What is wrong with one field; empty when nothing is.
std::string fault_of(const ActForm& form, std::string_view field, const Locale& locale);
// What moved in the quote since the page was opened.
Html difference_table(const orders::QuoteDifference& moved, orders::Currency currency, const Locale& locale);

}  // namespace views
