#include "server/json/reader.hpp"

#include "orders/text.hpp"
#include "server/json/dates.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

constexpr std::size_t most_faults = 50;  // of a long body that is wrong throughout

}  // namespace

const json::value* Reader::find(std::string_view name) const {
  const auto* value = object_.if_contains(name);
  return value && !value->is_null() ? value : nullptr;
}

bool Reader::given(std::string_view name) const { return object_.contains(name); }

bool Reader::has(std::string_view name) const { return find(name) != nullptr; }

void Reader::fail(std::string_view name, std::string_view why) {
  auto field = path_ + std::string(name);
  if (!fault_) {
    fault_ = orders::Refusal{orders::Reason::invalid, std::move(field), std::string(why)};
    return;
  }
  auto& more = fault_->more;
  const bool known = fault_->field == field || std::ranges::count(more, field, &orders::Fault::field) > 0;
  if (!known && more.size() < most_faults) more.push_back({std::move(field), std::string(why)});
}

void Reader::known(std::initializer_list<std::string_view> names) {
  for (const auto& member : object_)
    if (std::ranges::find(names, std::string_view(member.key())) == names.end())
      fail(member.key(), "There is no such member.");
}

void Reader::needs(std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (const auto* value = find(name); !value || (value->is_string() && value->get_string().empty()))
      fail(name, "It is needed.");
}

void Reader::fits(std::string_view name, std::size_t longest) {
  const auto* value = find(name);
  if (value && value->is_string() && value->get_string().size() > longest)
    fail(name, fmt::format("It has at most {} bytes.", longest));
}

std::string Reader::text(std::string_view name) {
  const auto* value = find(name);
  if (!value) return {};
  if (!value->is_string()) return fail(name, "It must be text."), std::string{};
  std::string held{value->get_string()};
  std::erase(held, '\r');  // of line ends as Windows writes them
  if (!orders::is_plain_text(held)) fail(name, "It is not well-formed UTF-8, or holds control characters.");
  return held;
}

bool Reader::flag(std::string_view name, bool otherwise) {
  const auto* value = find(name);
  if (!value) return otherwise;
  if (!value->is_bool()) return fail(name, "It must be true or false."), otherwise;
  return value->get_bool();
}

std::int64_t Reader::integer(std::string_view name) {
  const auto* value = find(name);
  if (!value) return 0;
  if (!value->is_int64()) return fail(name, "It must be a whole number."), 0;  // 1.0 and 1e3 are none
  return value->get_int64();
}

int Reader::between(std::string_view name, int least, int most, int otherwise) {
  if (!has(name)) return otherwise;
  const auto value = integer(name);
  if (value >= least && value <= most) return static_cast<int>(value);
  fail(name, fmt::format("It is a whole number from {} to {}.", least, most));
  return otherwise;
}

std::optional<orders::Money> Reader::money(std::string_view name) {
  const auto* members = object(name);
  if (!members) return std::nullopt;
  Reader in{*members, fault_, fmt::format("{}{}.", path_, name)};
  in.known({"amount", "currency"});
  in.needs({"amount", "currency"});
  const auto amount = in.integer("amount");
  const auto currency =
      in.word("currency", orders::Currency::of, "It must be a currency of ISO 4217, such as GBP.");
  if (!currency) return std::nullopt;
  return orders::Money{amount, *currency};
}

std::optional<orders::Instant> Reader::instant(std::string_view name) {
  return word(name, parse_rfc3339, "It must be a time such as 2026-05-01T17:00:00Z.");
}

std::optional<orders::Date> Reader::date(std::string_view name) {
  return word(name, parse_date, "It must be a day of the calendar such as 2026-05-01.");
}

const json::object* Reader::object(std::string_view name) {
  const auto* value = find(name);
  if (value && !value->is_object()) fail(name, "It must be an object.");
  return value ? value->if_object() : nullptr;
}

const json::array* Reader::array(std::string_view name) {
  const auto* value = find(name);
  if (value && !value->is_array()) fail(name, "It must be a list.");
  return value ? value->if_array() : nullptr;
}

void Reader::each(std::string_view name, const std::function<void(Reader&)>& read) {
  const auto* items = array(name);
  if (!items) return;
  for (std::size_t place = 0; place < items->size(); ++place) {
    const auto* members = (*items)[place].if_object();
    if (!members) return fail(fmt::format("{}[{}]", name, place), "It must be an object.");
    Reader in{*members, fault_, fmt::format("{}{}[{}].", path_, name, place)};
    read(in);
  }
}

std::vector<std::string> Reader::texts(std::string_view name) {
  std::vector<std::string> all;
  const auto* items = array(name);
  if (!items) return all;
  for (const auto& item : *items) {
    if (!item.is_string()) {
      fail(fmt::format("{}[{}]", name, all.size()), "It must be text.");
      return all;
    }
    all.emplace_back(item.get_string());
  }
  return all;
}

}  // namespace server
