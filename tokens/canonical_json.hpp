#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// How deep lists and objects may stand in one another, in what is written and in what is read.
inline constexpr int deepest_json = 32;

// The one text that a value has, so that equal facts have equal hashes: UTF-8 in Unicode's form C, keys
// sorted by their bytes, no spaces, integers below 2^53 either way, no escapes but \" and \\ and \u00xx
// (lower-case hex) below 0x20. Throws std::invalid_argument for a fraction, an integer out of range,
// ill-formed UTF-8, two keys of an object that read the same in form C, and what stands too deep.
std::string canonical_json(const boost::json::value& value);
std::string canonical_json(const boost::json::object& object);  // a value would have to copy it

// Reads RFC 8259 as it stands and refuses a key that an object holds twice, of which Boost.JSON alone would
// keep the last. Throws std::invalid_argument naming the fault.
boost::json::value parse_strict(std::string_view text);

// The value of a text that is canonical to the byte; nullopt for any other.
std::optional<boost::json::value> parse_canonical(std::string_view text);

}  // namespace tokens
