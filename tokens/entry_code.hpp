#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"
#include "tokens/keys.hpp"

#include <string>
#include <string_view>

namespace tokens {

// What somebody who opened a link types to show that the contact on file is theirs: six digits of an
// HMAC-SHA-256 over the order and the ten minutes in which it was made. It is kept nowhere. Whoever asks for
// it counts the wrong ones.
std::string entry_code(const KeyRing& keys, orders::OrderId order, orders::Instant now);

// Whether that is what was typed, made in these ten minutes or those before, under any key that is held.
// Forgives spaces and hyphens.
bool is_entry_code(const KeyRing& keys, std::string_view typed, orders::OrderId order, orders::Instant now);

}  // namespace tokens
