#pragma once

#include <boost/json/object.hpp>

namespace server {

// The API's own description, OpenAPI 3.1: the parts in openapi/ joined, and what the front answers alike for
// all calls added to each. Throws std::logic_error when two parts say the same thing.
boost::json::object openapi_document();

}  // namespace server
