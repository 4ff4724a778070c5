#pragma once

#include "orders/shop.hpp"
#include "orders/staff.hpp"
#include "server/json/reader.hpp"

#include <boost/json/object.hpp>

#include <vector>

// Who works in a shop, and which machines call for it, as JSON objects.
namespace server {

using Locations = std::vector<orders::Location>;

// Members that people and keys have in common: a name of one line, and the location that they see alone, by
// its slug or id; null: all of them.
void patch_name(Reader& in, std::string& name);
void patch_place(Reader& in, const Locations& locations, std::optional<orders::LocationId>& location);
boost::json::value slug_of(const Locations& locations, const std::optional<orders::LocationId>& id);

boost::json::object key_json(const orders::ApiKeyInfo& key, const Locations& locations);
// Name, scope and location of a new key.
orders::Outcome<orders::ApiKeyInfo> read_key(const boost::json::object& members, const Locations& locations,
                                             orders::ApiKeyInfo key);

}  // namespace server
