#pragma once

#include "orders/id.hpp"
#include "orders/time.hpp"
#include "tokens/keys.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tokens {

// Where an action id counts, and nowhere else.
struct ActionPlace {
  Hash link_id{};
  std::string form = {};     // "decision", "sign", "pay"
  std::string subject = {};  // what the form is about: the SHA-256 of the quote or document that was shown
  std::string epoch = {};    // the store's, so that a restored store takes none of its former life
};

// What a customer's form carries: an operation that is done once however often it is posted, and when the
// form was rendered.
struct Action {
  orders::Uuid operation{};
  orders::Instant rendered_at{};
  friend bool operator==(const Action&, const Action&) = default;
};

// The action as a field of its form: base 64 for URLs of key id, operation, time and an HMAC-SHA-256 over
// these and the place, under the newest key. 76 characters. It is sealed against change, not against reading.
std::string seal_action(const KeyRing& keys, const orders::Uuid& operation, orders::Instant rendered_at,
                        const ActionPlace& place);

// nullopt unless it was sealed for exactly this place under a key that is held.
std::optional<Action> open_action(const KeyRing& keys, std::string_view text, const ActionPlace& place);

// Whether a person can have read the form and still means it. What is too soon or too old is asked again with
// what was typed kept.
enum class Ripeness { ripe, too_soon, too_old };

// Less than `min_dwell` after it was rendered is too soon, and so is more than 5 s before: machines' clocks
// differ by less.
Ripeness ripeness(const Action& action, orders::Instant now, std::chrono::milliseconds min_dwell,
                  std::chrono::minutes max_age);

}  // namespace tokens
