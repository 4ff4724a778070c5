#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"

namespace tokens {

// A fresh UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits.
orders::Uuid new_uuid(orders::Instant now);

}  // namespace tokens
