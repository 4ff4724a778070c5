#pragma once

#include "orders/outcome.hpp"
#include "orders/shop.hpp"
#include "store/store.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace server {

// A shop as a request describes it: slug, name, currency, locale, and the branding below. Refused: what the
// shop's customers could not be shown, by the request's member.
orders::Outcome<orders::Shop> read_shop(const boost::json::object& request, orders::Instant now);

// A location of that shop: name, slug (of the name when there is none), phone, email, website, address, zone,
// hours, colour, message and logo.
orders::Outcome<orders::Location> read_location(const boost::json::object& request, orders::ShopId shop,
                                                orders::Instant now);

// The logo (hex of its bytes) as it is stored; nullopt when the request has none. Refused: not PNG, JPEG or
// WebP, more than 512 KiB, a side over 4,096 pixels.
orders::Outcome<std::optional<store::Asset>> read_logo(const boost::json::object& request);

}  // namespace server
