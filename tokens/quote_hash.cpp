#include "tokens/quote_hash.hpp"

#include "tokens/canonical_json.hpp"
#include "tokens/hash.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdio>

namespace tokens {

namespace json = boost::json;

namespace {

std::string date_text(orders::Date date) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

json::object line_json(const orders::QuoteLine& line) {
  json::object out{{"id", line.id.text()},
                   {"description", line.description},
                   {"quantity", line.quantity.thousandths},
                   {"unit_price", line.unit_price},
                   {"tax_bp", line.tax_bp},
                   {"kind", name(line.kind)}};
  if (!line.group.empty()) out["group"] = line.group;
  return out;
}

}  // namespace

std::string quote_canonical(orders::OrderId order, const orders::Quote& quote) {
  json::array lines;
  for (const auto& line : quote.lines) lines.push_back(line_json(line));
  json::object out{{"v", 1},
                   {"order", order.text()},
                   {"round", quote.round},
                   {"currency", quote.currency.code()},
                   {"tax_included", quote.tax_included},
                   {"lines", std::move(lines)},
                   {"deposit", quote.deposit}};
  if (quote.valid_until) out["valid_until"] = date_text(*quote.valid_until);
  return canonical_json(out);
}

std::string quote_sha256(orders::OrderId order, const orders::Quote& quote) {
  return hex(sha256(bytes(quote_canonical(order, quote))));
}

}  // namespace tokens
