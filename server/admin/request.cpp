#include "server/admin/request.hpp"

#include "tokens/uuid.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <stdexcept>

namespace server {

namespace json = boost::json;

namespace {

std::string_view name(orders::Reason reason) {
  switch (reason) {
    case orders::Reason::not_found: return "not_found";
    case orders::Reason::gone: return "gone";
    case orders::Reason::invalid: return "invalid";
    case orders::Reason::conflict: return "conflict";
    case orders::Reason::forbidden: return "forbidden";
    case orders::Reason::unavailable: return "unavailable";
  }
  return "invalid";
}

std::string text_of(const json::value& value, std::string_view name) {
  if (!value.is_string()) throw std::invalid_argument(fmt::format("The member {} must be text.", name));
  return std::string(value.get_string());
}

}  // namespace

std::string text(const json::object& request, std::string_view name) {
  const auto* value = request.if_contains(name);
  return value ? text_of(*value, name) : std::string{};
}

std::vector<std::string> texts(const json::object& request, std::string_view name) {
  std::vector<std::string> out;
  const auto* value = request.if_contains(name);
  if (!value) return out;
  if (!value->is_array()) throw std::invalid_argument(fmt::format("The member {} must be a list.", name));
  for (const auto& item : value->get_array()) out.push_back(text_of(item, name));
  return out;
}

bool flag(const json::object& request, std::string_view name) {
  const auto* value = request.if_contains(name);
  if (value && !value->is_bool())
    throw std::invalid_argument(fmt::format("The member {} must be true or false.", name));
  return value && value->get_bool();
}

json::object refused(const orders::Refusal& why) {
  json::object out{{"error", why.detail}, {"reason", name(why.reason)}};
  if (!why.field.empty()) out["field"] = why.field;
  return out;
}

Task<orders::Outcome<orders::Shop>> shop_named(store::Store& store, std::string slug) {
  using orders::Reason;
  if (!slug.empty()) {
    if (auto shop = co_await store.find_shop(slug)) co_return std::move(*shop);
    co_return orders::Refusal{Reason::not_found, "shop", fmt::format("There is no shop \"{}\" here.", slug)};
  }
  auto shops = co_await store.shops();
  if (shops.size() == 1) co_return std::move(shops.front());
  if (shops.empty())
    co_return orders::Refusal{Reason::not_found, "shop", "There is no shop here yet: begin with init."};
  std::string slugs;
  for (const auto& shop : shops) slugs += (slugs.empty() ? "" : ", ") + shop.slug;
  co_return orders::Refusal{Reason::invalid, "shop",
                            fmt::format("There are several shops ({}): name one with --shop.", slugs)};
}

orders::Actor command_line_actor() { return {orders::ActorKind::system, "command line"}; }

orders::Context rule_context(orders::Instant now) {
  return {.now = now, .actor = command_line_actor(), .new_id = [now] { return tokens::new_uuid(now); }};
}

}  // namespace server
