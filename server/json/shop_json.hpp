#pragma once

#include "orders/shop.hpp"
#include "server/json/reader.hpp"

#include <boost/json/object.hpp>

#include <string_view>

// Shops and locations as JSON objects. Opening hours are in the notation of orders::parse_hours.
namespace server {

boost::json::object shop_json(const orders::Shop& shop, std::string_view public_url);
boost::json::object location_json(const orders::Location& location, std::string_view public_url);

// What the members say of it; what is not given stays. Refused: what customers could not be shown.
orders::Outcome<orders::Shop> patch_shop(const boost::json::object& members, orders::Shop shop);
orders::Outcome<orders::Location> patch_location(const boost::json::object& members,
                                                 orders::Location location);

// A member that is not given stays as it is; null empties it. In bytes.
void patch_text(Reader& in, std::string_view name, std::string& text, std::size_t longest);

}  // namespace server
