#include "orders/command.hpp"

#include "orders/change.hpp"
#include "orders/text.hpp"

#include <utility>

namespace orders {

Refusal invalid(std::string field, std::string detail) {
  return {Reason::invalid, std::move(field), std::move(detail)};
}

Refusal conflict(std::string detail) { return {Reason::conflict, {}, std::move(detail)}; }

Done check_text(std::string_view text, std::size_t longest, std::string field) {
  if (text.size() > longest)
    return invalid(std::move(field), "A text here has at most " + std::to_string(longest) + " bytes.");
  if (!is_plain_text(text))
    return invalid(std::move(field),
                   "A text is UTF-8 without control characters other than newline and tab.");
  return std::monostate{};
}

Event& add_event(Order& order, EventKind kind, const Context& context) {
  return order.events.emplace_back(
      Event{.id = {context.new_id()}, .kind = kind, .at = context.now, .actor = context.actor});
}

Outcome<Order> apply(Order order, const Command& command, const Context& context) {
  if (context.if_version && *context.if_version != order.version)
    return Refusal{Reason::conflict, "version", "The order has changed: it is another version by now."};
  const auto rule = [&](const auto& wanted) { return change(order, wanted, context); };
  const auto changed = std::visit(rule, command);
  if (!changed) return changed.error();
  if (*changed == Changed::yes) {
    ++order.version;
    order.updated_at = context.now;
  }
  return order;
}

}  // namespace orders
