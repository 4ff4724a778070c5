#pragma once

#include "orders/id.hpp"
#include "tokens/keys.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// What a browser keeps of who signed in with it, so that tries elsewhere never lock them out here: a random
// id and for each of the last few people 16 bytes of an HMAC over it and them. It opens nothing by itself.

// The cookie with this person among those it knows; a new one when there is none or it is not readable.
std::string known_device(const KeyRing& keys, std::string_view cookie, const orders::StaffId& staff);
// The browser's id, if the person signed in with it before.
std::optional<std::string> device_of(const KeyRing& keys, std::string_view cookie,
                                     const orders::StaffId& staff);

}  // namespace tokens
