#include "server/api/openapi.hpp"

#include "server/routes.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

namespace json = boost::json;

namespace {

const json::object& document() {
  static const auto whole = server::openapi_document();
  return whole;
}

// "POST /api/v1/orders/{}/stage"
std::set<std::string> routes() {
  std::set<std::string> all;
  for (const auto& route : server::api_routes())
    all.insert(std::string(name_of(route.method)) + ' ' + std::string(route.pattern));
  return all;
}

std::string pattern_of(std::string_view path) {
  std::string pattern = "/api/v1";
  for (bool inside = false; const char c : path) {
    if (c == '}') inside = false;
    if (!inside) pattern += c;
    if (c == '{') inside = true;
  }
  return pattern;
}

void each_operation(const std::function<void(const std::string&, const json::object&)>& look) {
  for (const auto& [path, item] : document().at("paths").as_object())
    for (const std::string_view method : {"get", "post", "put", "patch", "delete"})
      if (const auto* operation = item.as_object().if_contains(method)) {
        std::string name{method};
        std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c - 32); });
        look(name + ' ' + pattern_of(path), operation->as_object());
      }
}

void each_object(const json::value& value, const std::function<void(const json::object&)>& look) {
  if (value.is_array())
    for (const auto& one : value.as_array()) each_object(one, look);
  if (!value.is_object()) return;
  look(value.as_object());
  for (const auto& member : value.as_object()) each_object(member.value(), look);
}

}  // namespace

TEST_SUITE("server/openapi") {
  TEST_CASE("the document describes every call of the API and no other") {
    std::set<std::string> described;
    each_operation([&](const std::string& name, const json::object&) { described.insert(name); });
    for (const auto& route : routes()) CHECK_MESSAGE(described.contains(route), "not described: " << route);
    const auto known = routes();
    for (const auto& name : described) CHECK_MESSAGE(known.contains(name), "there is no " << name);
  }

  TEST_CASE("every operation has a name of its own, a summary, and says how it refuses") {
    std::set<std::string> names;
    each_operation([&](const std::string& name, const json::object& operation) {
      CAPTURE(name);
      CHECK(names.insert(operation.at("operationId").as_string().c_str()).second);
      CHECK_FALSE(operation.at("summary").as_string().empty());
      const auto& responses = operation.at("responses").as_object();
      CHECK(responses.contains("429"));
      const bool open = operation.contains("security");
      CHECK(open == (name == "GET /api/v1/openapi.json"));
      if (!open) CHECK((responses.contains("401") && responses.contains("403") && responses.contains("503")));
      if (operation.contains("requestBody")) CHECK(responses.contains("422"));
    });
  }

  TEST_CASE("every reference leads somewhere, and every object with members is closed") {
    each_object(document(), [](const json::object& object) {
      if (const auto* where = object.if_contains("$ref")) {
        json::error_code none;
        const auto pointer = std::string(where->as_string()).substr(1);
        CHECK_MESSAGE(json::value(document()).find_pointer(pointer, none), pointer);
      }
    });
    // A list of members that others close by naming it is the one that may stand open.
    for (const auto& [name, schema] : document().at("components").at("schemas").as_object()) {
      if (name.ends_with("Members")) continue;
      each_object(schema, [&, title = std::string(name)](const json::object& object) {
        if (!object.contains("properties") || !object.contains("type")) return;
        CHECK_MESSAGE((object.contains("additionalProperties") || object.contains("unevaluatedProperties")),
                      title);
      });
    }
  }
}
