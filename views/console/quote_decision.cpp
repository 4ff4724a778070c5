#include "views/console/order_parts.hpp"

#include <fmt/format.h>

namespace views {
namespace {

// What the customer may take or leave, to be ticked as they said it.
Html offered(const OrderDesk& desk, const orders::Quote& quote) {
  return each(quote.lines, [&](const orders::QuoteLine& line) {
    if (line.kind == orders::LineKind::required) return Html{};
    const auto sums = amounts(quote, line);
    const auto said = fmt::format("{}, {}", line.description, money_text(desk, sums.gross, quote.currency));
    const auto name = "take_" + line.id.text();
    return tick(said, name, desk.retry.ticked(name, false));
  });
}

}  // namespace

Html quote_decision_form(const OrderDesk& desk, const orders::Quote& quote) {
  const std::vector<Choice> ways{
      {"phone", "by telephone"}, {"email", "by e-mail"}, {"in_store", "in the shop"}};
  const auto fields = html(
      R"html({}{}
<div class="fields">{}{}{}</div>
{}<div class="actions">{}{}</div>
)html",
      no_default(), offered(desk, quote),
      order_choice(desk, {.label = "They said so", .name = "decision_method", .value = "phone"}, ways),
      order_field(desk, {.label = "Who", .name = "decision_name", .value = desk.order.customer.name}),
      order_field(
          desk,
          {.label = "Reference", .name = "decision_reference", .hint = "Call note, subject of the e-mail"}),
      order_text(desk, {.label = "Reason, if declined", .name = "decision_reason"}, 2),
      press_for("decision", "approve", "Record approval", Weight::filled),
      press_for("decision", "decline", "Record decline"));
  return fold(desk,
              {.id = "decide",
               .summary = "Decide for the customer",
               .fields = {"decision_name", "decision_reference", "decision_reason", "decision"}},
              order_form(desk, fmt::format("/quotes/{}/decision", quote.round), fields));
}

}  // namespace views
