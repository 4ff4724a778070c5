#pragma once

#include "orders/card.hpp"
#include "views/console/frame.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace views {

// What the console's lists of orders share.

// "?stage=ready&q=ann": the parameters that have a value, encoded; never empty, so that it is an address.
std::string query_text(const std::vector<std::pair<std::string_view, std::string>>& parameters);

Url order_address(orders::OrderId id, std::string_view rest = {});

// "17:30", "21 Nov 11:40" or "21 Nov 2025": shorter the nearer, on the clock of the view's zone.
std::string near_time(const ConsoleView& view, orders::Instant when);
// The same as <time>, in full as its title; a script says "3 min ago" instead.
Html moment_ago(const ConsoleView& view, orders::Instant when);

std::string quote_word(orders::QuoteStanding standing);
// Where an order stands and what its quote waits for, in chips.
Html card_chips(const orders::OrderCard& card);
// When it is promised; a promise that is past and not kept says so.
Html card_promise(const ConsoleView& view, const orders::OrderCard& card);
std::string card_balance(const orders::OrderCard& card);  // empty when nothing is owed
bool is_overdue(const orders::OrderCard& card, orders::Instant now);

}  // namespace views
