#pragma once

#include "orders/strokes.hpp"

#include <boost/json/object.hpp>

namespace tokens {

// A drawn signature as its form sends it and the evidence keeps it:
// {"width":W,"height":H,"strokes":[[[x,y,t],…],…]}.
boost::json::object strokes_json(const orders::Strokes& drawing);

}  // namespace tokens
