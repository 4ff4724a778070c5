#pragma once

#include "server/console/order_desk.hpp"

namespace server {

// A quote as the editor sends it: the draft, and how the fields of its lines are called on the page.
struct QuoteForm {
  orders::QuoteDraft draft{};
  FieldNames names = {};
  views::Faults faults = {};  // of what cannot be read as a figure or a date
};
QuoteForm read_quote_form(const OrderPost& post);

// The end of a day on the clock of the order's location; nullopt for no date.
struct LastDay {
  orders::Date date{};
  orders::Instant end{};
};
std::optional<LastDay> parse_last_day(const OrderPost& post, std::string_view text);

}  // namespace server
