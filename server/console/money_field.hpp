#pragma once

#include "orders/money.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace server {

// An amount as people type it, in the currency's decimals: "89.99", "89,99", "1 200", "-5". nullopt for
// anything else, such as more decimals than the currency has.
std::optional<std::int64_t> parse_amount(std::string_view text, orders::Currency currency);

}  // namespace server
