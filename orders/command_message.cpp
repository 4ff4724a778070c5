#include "orders/change.hpp"
#include "orders/text.hpp"

namespace orders {
namespace {

constexpr std::size_t most_attachments = 10;

}  // namespace

Outcome<Changed> change(Order& order, const AddMessage& wanted, const Context& context) {
  if (wanted.text.empty() && wanted.attachments.empty())
    return invalid("text", "A message says something or brings a file.");
  if (wanted.attachments.size() > most_attachments)
    return invalid("file", "A message has at most ten files.");
  if (const auto checked = check_text(wanted.text, longest_note, "text"); !checked) return checked.error();
  if (const auto checked = check_text(wanted.name, longest_name, "name"); !checked) return checked.error();
  if (context.actor.kind == ActorKind::customer) {
    if (wanted.name.empty()) return invalid("name", "A message behind the link bears a name.");
    if (order.ended_at) return conflict("The order has ended.");
  }
  for (const auto& file : wanted.attachments)
    if (const auto checked = check_text(file.name, longest_name, "file"); !checked) return checked.error();

  auto& message = order.messages.emplace_back(Message{.id = {context.new_id()},
                                                      .from = context.actor,
                                                      .name = wanted.name,
                                                      .text = wanted.text,
                                                      .at = context.now,
                                                      .attachments = wanted.attachments});
  add_event(order, EventKind::message, context).subject = message.id.uuid;
  return Changed::yes;
}

}  // namespace orders
