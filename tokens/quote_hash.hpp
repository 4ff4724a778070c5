#pragma once

#include "orders/quote.hpp"

#include <string>

namespace tokens {

// What a quote offers, in canonical JSON: {v, order, round, currency, tax_included, lines[{id, description,
// quantity, unit_price, tax_bp, kind, group}], valid_until, deposit}. Amounts in minor units, quantities in
// thousandths; `group` and `valid_until` are left out where there is none. Nothing of it changes once it was
// sent: neither a decision nor an extension is part of it. Throws std::invalid_argument for a description
// that is not UTF-8.
std::string quote_canonical(orders::OrderId order, const orders::Quote& quote);

// SHA-256 of that, 64 hex digits: what a decision names as seen.
std::string quote_sha256(orders::OrderId order, const orders::Quote& quote);

}  // namespace tokens
