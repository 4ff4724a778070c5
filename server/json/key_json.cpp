#include "server/json/key_json.hpp"

#include "orders/text.hpp"
#include "server/json/order_json.hpp"
#include "server/json/shop_json.hpp"

#include <algorithm>

namespace server {

namespace json = boost::json;

namespace {

json::value time_or_null(const std::optional<orders::Instant>& when) {
  return when ? json::value(rfc3339(*when)) : json::value(nullptr);
}

}  // namespace

json::value slug_of(const Locations& locations, const std::optional<orders::LocationId>& id) {
  const auto found = std::ranges::find_if(locations, [&](const auto& one) { return one.id == id; });
  return found == locations.end() ? json::value(nullptr) : json::value(found->slug);
}

void patch_place(Reader& in, const Locations& locations, std::optional<orders::LocationId>& location) {
  if (!in.given("location")) return;
  location.reset();
  if (!in.has("location")) return;
  const auto wanted = in.text("location");
  const auto is_it = [&](const orders::Location& one) {
    return one.slug == wanted || one.id.text() == wanted;
  };
  const auto found = std::ranges::find_if(locations, is_it);
  if (found == locations.end()) return in.fail("location", "The shop has no such location.");
  location = found->id;
}

void patch_name(Reader& in, std::string& name) {
  patch_text(in, "name", name, orders::longest_name);
  if (name.empty()) in.fail("name", "It is needed.");
  if (name.find_first_of("\n\t") != name.npos) in.fail("name", "It is a single line without tabs.");
}

json::object key_json(const orders::ApiKeyInfo& key, const Locations& locations) {
  return {{"id", key.id.text()},
          {"name", key.name},
          {"prefix", "cc_live_" + key.public_id},
          {"scope", name(key.scope)},
          {"location", slug_of(locations, key.location)},
          {"created_at", rfc3339(key.created_at)},
          {"used_at", time_or_null(key.used_at)},
          {"revoked_at", time_or_null(key.revoked_at)}};
}

orders::Outcome<orders::ApiKeyInfo> read_key(const json::object& members, const Locations& locations,
                                             orders::ApiKeyInfo key) {
  std::optional<orders::Refusal> fault;
  Reader in{members, fault};
  in.known({"name", "scope", "location"});
  in.needs({"name", "scope"});
  patch_name(in, key.name);
  key.scope = in.word("scope", orders::parse_key_scope, "A scope is read, write or admin.")
                  .value_or(orders::KeyScope::read);
  patch_place(in, locations, key.location);
  if (fault) return *fault;
  return key;
}

}  // namespace server
