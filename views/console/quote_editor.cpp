#include "views/console/order_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace views {
namespace {

using orders::Duty;

constexpr std::size_t blank_rows = 3, most_rows = 24;

// One row as it is typed.
struct Row {
  std::string description = {}, quantity = "1", price = {}, tax = {}, kind = "required", group = {};
};

std::string text_of(const std::vector<std::string_view>& all, std::size_t at) {
  return at < all.size() ? std::string(all[at]) : std::string{};
}

std::vector<std::string_view> typed(const Retry& retry, std::string_view name) {
  std::vector<std::string_view> all;
  for (const auto& [field, value] : retry.typed)
    if (field == name) all.emplace_back(value);
  return all;
}

const orders::Quote* latest(const orders::Order& order) {
  return order.quotes.empty() ? nullptr : &order.quotes.back();
}

std::vector<Row> rows_of(const OrderDesk& desk, const std::string& usual_tax) {
  std::vector<Row> rows;
  const auto descriptions = typed(desk.retry, "line_description[]");
  if (!descriptions.empty()) {
    const auto quantities = typed(desk.retry, "line_quantity[]"), prices = typed(desk.retry, "line_price[]"),
               taxes = typed(desk.retry, "line_tax[]"), kinds = typed(desk.retry, "line_kind[]"),
               groups = typed(desk.retry, "line_group[]");
    for (std::size_t i = 0; i < descriptions.size(); ++i)
      rows.push_back({std::string(descriptions[i]), text_of(quantities, i), text_of(prices, i),
                      text_of(taxes, i), text_of(kinds, i), text_of(groups, i)});
    return rows;
  }
  if (const auto* quote = latest(desk.order))
    for (const auto& line : quote->lines)
      rows.push_back({line.description, line.quantity.text(), amount_text(line.unit_price, quote->currency),
                      std::to_string(line.tax_bp), std::string(name(line.kind)), line.group});
  for (std::size_t i = 0; i < blank_rows && rows.size() < most_rows; ++i) rows.push_back({.tax = usual_tax});
  return rows;
}

std::vector<Choice> rates(const OrderDesk& desk, const std::vector<Row>& rows) {
  std::vector<int> known;
  std::vector<Choice> all;
  for (const auto& rate : desk.console.shop.tax_rates) {
    known.push_back(rate.tax_bp);
    all.push_back(
        {std::to_string(rate.tax_bp), fmt::format("{} {}", rate.name, desk.locale.percent(rate.tax_bp))});
  }
  const auto add = [&](const std::string& bp) {
    const auto same = [&](const Choice& choice) { return choice.value == bp; };
    if (bp.empty() || std::ranges::any_of(all, same)) return;
    const bool number = std::ranges::all_of(bp, [](char c) { return c >= '0' && c <= '9'; }) && bp.size() < 6;
    if (number) all.push_back({bp, bp == "0" ? std::string("no tax") : desk.locale.percent(std::stoi(bp))});
  };
  for (const auto& row : rows) add(row.tax);
  if (all.empty())
    for (const auto* usual : {"2000", "500"}) add(usual);
  add("0");
  return all;
}

Html options(const std::vector<Choice>& choices, std::string_view chosen) {
  return each(choices, [&](const Choice& one) {
    if (one.value == chosen)
      return html(R"html(<option value="{}" selected>{}</option>)html", one.value, one.label);
    return html(R"html(<option value="{}">{}</option>)html", one.value, one.label);
  });
}

// A cell of the table: its column's heading stands beside it on a narrow screen, and is its label for all.
Html cell(const OrderDesk& desk, std::size_t row, std::string_view name, std::string_view label,
          std::string_view value, std::string_view mode) {
  const auto id = fmt::format("line-{}-{}", row, name);
  const auto field = fmt::format("line_{}[]", name);
  if (desk.retry.holds(id))
    return html(
        R"html(<td class="{}"><label class="vh" for="{}">{} of line {}</label><input type="text" id="{}" name="{}" value="{}" inputmode="{}" autocomplete="off" aria-invalid="true" aria-describedby="{}-fault">{}</td>
)html",
        name, id, label, row + 1, id, field, value, mode, id, fault_line(desk.retry.faults, id));
  return html(
      R"html(<td class="{}"><label class="vh" for="{}">{} of line {}</label><input type="text" id="{}" name="{}" value="{}" inputmode="{}" autocomplete="off"></td>
)html",
      name, id, label, row + 1, id, field, value, mode);
}

Html pick(std::size_t row, std::string_view name, std::string_view label, const Html& choices) {
  const auto id = fmt::format("line-{}-{}", row, name);
  return html(
      R"html(<td class="{}"><label class="vh" for="{}">{} of line {}</label><select id="{}" name="line_{}[]">{}</select></td>
)html",
      name, id, label, row + 1, id, name, choices);
}

Html line(const OrderDesk& desk, const Row& row, std::size_t at, const std::vector<Choice>& taxes) {
  const std::vector<Choice> kinds{{"required", "always"}, {"optional", "optional"}, {"choice", "one of"}};
  return html(R"html(<tr data-line="">{}{}{}{}{}{}<td class="sum" data-sum=""></td></tr>
)html",
              cell(desk, at, "description", "Description", row.description, "text"),
              cell(desk, at, "quantity", "Quantity", row.quantity, "decimal"),
              cell(desk, at, "price", "Price", row.price, "text"),
              pick(at, "tax", "Tax", options(taxes, row.tax)),
              pick(at, "kind", "Kind", options(kinds, row.kind)),
              cell(desk, at, "group", "Group", row.group, "text"));
}

std::string iso(const std::optional<orders::Date>& date) {
  if (!date) return {};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date->year()),
                     static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day()));
}

}  // namespace

Html quote_editor(const OrderDesk& desk) {
  if (desk.order.ended_at || !desk.console.may(Duty::work)) return {};
  const auto* before = latest(desk.order);
  const auto currency = before ? before->currency : desk.console.shop.currency;
  const auto& known = desk.console.shop.tax_rates;
  const auto rows = rows_of(desk, known.empty() ? "2000" : std::to_string(known.front().tax_bp));
  const auto taxes = rates(desk, rows);
  Html lines;
  for (std::size_t i = 0; i < rows.size(); ++i) lines += line(desk, rows[i], i, taxes);
  // An old last day would be over; whoever asks again says until when.
  const auto until = before && before->state == orders::QuoteState::draft ? iso(before->valid_until) : "";
  const auto deposit = before && before->deposit > 0 ? amount_text(before->deposit, currency) : std::string{};
  const auto fields = html(
      R"html({}{}<div id="quote-lines" class="editor" data-exponent="{}" data-currency="{}">
<table class="lines"><caption class="vh">Lines of the next quote</caption>
<thead><tr><th scope="col">Description</th><th scope="col">Qty</th><th scope="col">Price, {}</th><th scope="col">Tax</th><th scope="col">Counts</th><th scope="col">Group</th><th scope="col">Sum</th></tr></thead>
<tbody>
{}</tbody></table>
<p class="quiet">Empty lines are left out. Discounts have a negative price. “One of” lines of a group exclude each other.</p>
<output class="totals" data-totals=""></output>
</div>
<div class="fields">{}{}</div>
{}<div class="actions">{}{}</div>
)html",
      no_default(), hidden("quote_currency", currency.code()), currency.exponent(), currency.code(),
      currency.code(), lines,
      order_field(desk, {.label = "Deposit at approval", .name = "quote_deposit", .value = deposit}),
      order_field(desk, {.label = "Valid until", .name = "quote_until", .value = until, .type = "date"}),
      tick("Prices include tax", "quote_tax_included",
           desk.retry.ticked("quote_tax_included", before && before->tax_included)),
      press_for("quote_send", "yes", "Send to the customer", Weight::filled),
      press_for("quote_send", "no", "Save as draft"));
  return fold(
      desk,
      {.id = "quote-editor",
       .summary = before ? "Write the next round" : "Write a quote",
       .key = "q",
       .fields = {"line_description[]", "quote_deposit", "quote_until", "quote-lines", "line-0-price"}},
      order_form(desk, "/quotes", fields));
}

}  // namespace views
