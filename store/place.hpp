#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"

#include <compare>
#include <string>
#include <string_view>

namespace store {

// Where a list goes on: behind this order, the latest change first.
struct Place {
  orders::Instant updated_at = orders::Instant::max();
  orders::OrderId id{};
  friend auto operator<=>(const Place&, const Place&) = default;
};

std::string cursor_text(const Place& place);
Place parse_cursor(std::string_view cursor);  // the start, for one that is none

}  // namespace store
