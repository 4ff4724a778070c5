#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// The rows of tables that are taken away, inside the transaction of the caller.

std::vector<orders::OrderCard> orders_between(Connection& connection, const Span& span, int most);
std::vector<QuoteRow> quotes_between(Connection& connection, const Span& span, int most);
std::vector<PaymentRow> payments_between(Connection& connection, const Span& span, int most);

}  // namespace store
