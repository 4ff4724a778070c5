#pragma once

#include "views/pages.hpp"

#include <string>

namespace server {

// The facts of the customer's page as JSON: what the page shows and nothing more, so no serial number, no
// contact of the customer, no internal note, and no prices behind a link without that right.
std::string customer_json(const views::OrderView& view);

}  // namespace server
