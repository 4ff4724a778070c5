#pragma once

#include "views/pages.hpp"

#include <optional>
#include <string>

namespace views {

// The pick-up as an event for a calendar (iCalendar, RFC 5545): when the order is ready, the shop's next
// opening span, today's while it lasts; before that the promised moment. Without hours or a time of day it is
// a whole day. A later version of the order replaces the event in the calendar. nullopt when there is nothing
// to come for or no day to name.
std::optional<std::string> pickup_ics(const OrderView& view, const Locale& locale);

}  // namespace views
