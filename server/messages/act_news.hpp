#pragma once

#include "views/mail.hpp"

#include <optional>

namespace server {

// The act of a customer that an event of the order tells of; nullopt for one that is none, or is not there.
std::optional<views::ActReceipt> act_of(const orders::Order& order, orders::EventId event);

}  // namespace server
