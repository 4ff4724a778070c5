#pragma once

#include "orders/id.hpp"
#include "tokens/keys.hpp"

#include <string>
#include <string_view>

namespace tokens {

// What a customer shows at the counter once an order is ready: 40 bits of HMAC-SHA-256 over the order and the
// event with which it became ready, so that becoming ready again makes another. XXXX-XXXX in upper-case
// Crockford base 32. `kid` must be held; one that is kept with the order gives the same code after a key was
// added.
std::string collection_code(const KeyRing& keys, int kid, orders::OrderId order,
                            const orders::Uuid& ready_event);

// Whether that is what was typed, under any key that is held. Forgives case, spaces and hyphens, o for 0, i
// and l for 1.
bool is_collection_code(const KeyRing& keys, std::string_view typed, orders::OrderId order,
                        const orders::Uuid& ready_event);

}  // namespace tokens
