#include "server/console/quote_form.hpp"

#include "server/console/money_field.hpp"
#include "server/json/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace server {

namespace {

std::optional<int> parse_rate(std::string_view text) {
  int rate = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return rate;
}

// A decimal comma is what half of Europe types.
std::string with_point(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, ',', '.');
  return out;
}

// The fields of all rows, by row; absent ones are empty.
class Rows {
 public:
  explicit Rows(const Form& form)
      : description_(form.all("line_description[]")),
        quantity_(form.all("line_quantity[]")),
        price_(form.all("line_price[]")),
        tax_(form.all("line_tax[]")),
        kind_(form.all("line_kind[]")),
        group_(form.all("line_group[]")) {}
  std::size_t size() const { return description_.size(); }
  std::string_view description(std::size_t row) const { return at(description_, row); }
  std::string_view quantity(std::size_t row) const { return at(quantity_, row); }
  std::string_view price(std::size_t row) const { return at(price_, row); }
  std::string_view tax(std::size_t row) const { return at(tax_, row); }
  std::string_view kind(std::size_t row) const { return at(kind_, row); }
  std::string_view group(std::size_t row) const { return at(group_, row); }
  bool is_blank(std::size_t row) const { return description(row).empty() && price(row).empty(); }

 private:
  using Column = std::vector<std::string_view>;
  static std::string_view at(const Column& column, std::size_t row) {
    if (row >= column.size()) return {};
    const auto text = column[row];
    const auto from = text.find_first_not_of(" \t");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
  }
  Column description_, quantity_, price_, tax_, kind_, group_;
};

void read_line(const Rows& rows, std::size_t row, QuoteForm& quote) {
  const auto named = [&](std::string_view what) { return fmt::format("line-{}-{}", row, what); };
  const auto fault = [&](std::string_view what, std::string why) {
    quote.faults.push_back({named(what), fmt::format("Line {}: {}", row + 1, why)});
  };
  orders::QuoteLine line{.description = std::string(rows.description(row)),
                         .group = std::string(rows.group(row))};
  const auto price = parse_amount(rows.price(row), quote.draft.currency);
  if (!price)
    fault("price", fmt::format("a price in {} is needed, such as {}.", quote.draft.currency.code(),
                               quote.draft.currency.exponent() == 0 ? "1200" : "89.99"));
  const auto quantity = orders::Quantity::parse(with_point(rows.quantity(row)));
  if (!quantity) fault("quantity", "a quantity is above 0, with up to three decimals.");
  const auto tax = parse_rate(rows.tax(row));
  if (!tax) fault("tax", "a tax rate is needed.");
  line.unit_price = price.value_or(0);
  line.quantity = quantity.value_or(orders::Quantity{});
  line.tax_bp = tax.value_or(0);
  line.kind = orders::parse_line_kind(rows.kind(row)).value_or(orders::LineKind::required);
  if (line.kind != orders::LineKind::choice) line.group.clear();

  const auto place = fmt::format("lines[{}]", quote.draft.lines.size());
  quote.names.emplace_back(place, named("description"));
  for (const auto& [rule, field] :
       {std::pair{"description", "description"}, std::pair{"quantity", "quantity"},
        std::pair{"unit_price", "price"}, std::pair{"tax_bp", "tax"}, std::pair{"kind", "kind"},
        std::pair{"group", "group"}})
    quote.names.emplace_back(fmt::format("{}.{}", place, rule), named(field));
  quote.draft.lines.push_back(std::move(line));
}

}  // namespace

std::optional<LastDay> parse_last_day(const OrderPost& post, std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  return LastDay{*date, zone_at(post.desk(), post.order).end_of(*date)};
}

QuoteForm read_quote_form(const OrderPost& post) {
  QuoteForm quote{.names = {{"lines", "quote-lines"},
                            {"deposit", "quote_deposit"},
                            {"valid_until", "quote_until"},
                            {"currency", "quote-lines"}}};
  auto& draft = quote.draft;
  draft.currency = orders::Currency::of(post.text("quote_currency")).value_or(post.desk().shop.currency);
  draft.tax_included = post.ticked("quote_tax_included");
  draft.send = post.text("quote_send") != "no";
  const Rows rows{post.posted.form};
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (!rows.is_blank(row)) read_line(rows, row, quote);
  if (const auto typed = post.text("quote_deposit"); !typed.empty()) {
    const auto deposit = parse_amount(typed, draft.currency);
    if (!deposit) quote.faults.push_back({"quote_deposit", "The deposit is an amount, or empty."});
    draft.deposit = deposit.value_or(0);
  }
  if (const auto typed = post.text("quote_until"); !typed.empty()) {
    const auto last = parse_last_day(post, typed);
    if (!last) quote.faults.push_back({"quote_until", "That is no date."});
    if (last) draft.valid_until = last->date, draft.expires_at = last->end;
  }
  return quote;
}

}  // namespace server
