#include "orders/webhook.hpp"

#include "orders/names.hpp"

namespace orders {

namespace {
constexpr Names<DeliveryState, 3> states{{"queued", "delivered", "failed"}};
}  // namespace

std::string_view name(DeliveryState state) { return states.of(state); }
std::optional<DeliveryState> parse_delivery_state(std::string_view name) { return states.parse(name); }

}  // namespace orders
