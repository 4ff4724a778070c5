#pragma once

#include "views/pages.hpp"
#include "views/pdf_parts.hpp"

#include <vector>

namespace views {

// The parts of a document that tell an order's facts.

void order_facts(Sheet& sheet, const OrderView& view, const Locale& locale);  // for whom, which devices
// These lines of the quote as a table; what was not taken or need not be says so.
void quote_lines(Sheet& sheet, const orders::Quote& quote, const std::vector<orders::QuoteLine>& lines,
                 orders::QuoteState state, const Locale& locale);
void quote_sums(Sheet& sheet, const orders::Quote& quote, const Locale& locale);

}  // namespace views
