#pragma once

#include "server/json/reader.hpp"
#include "store/outgoing.hpp"

#include <boost/json/object.hpp>

// Texts to sign that a shop keeps, as JSON objects.
namespace server {

boost::json::object terms_json(const store::Terms& terms);
// Title, body and whether every new order gets them; what is not given stays.
void patch_terms(Reader& in, store::Terms& terms);

}  // namespace server
