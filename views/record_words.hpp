#pragma once

#include "orders/order.hpp"
#include "views/locale.hpp"

#include <string>
#include <string_view>

namespace views {

// How a record names what was done, the same on every page and paper.

std::string payment_kind(orders::PaymentKind kind, const Locale& locale);
std::string payment_method(std::string_view method, const Locale& locale);  // of one unknown to us: as it is
std::string decision_method(orders::DecisionMethod method, const Locale& locale);

}  // namespace views
