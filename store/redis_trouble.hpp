#pragma once

#include <boost/system/error_code.hpp>

#include <string>
#include <string_view>

namespace store {

// Why Redis is of no use, in words of ours for the operator. What Redis says itself may repeat what it was
// told, our password among it, and goes nowhere.

// A connection that failed, or took too long.
std::string why(boost::system::error_code fault, bool timed_out);
// The text of an error that Redis answered.
std::string_view why_refused(std::string_view error);
// Whether such an error comes again each time until somebody changes something there.
bool keeps_refusing(std::string_view error);

}  // namespace store
