#include "server/api/openapi.hpp"

#include "server/api/handlers.hpp"
#include "server/pages/answers.hpp"

#include <array>
#include <boost/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace server {

namespace json = boost::json;

namespace {

struct Part {
  std::string_view name, text;
};

constexpr Part parts[]{
#include "server/openapi.inc"
};

// Members of objects at the same place come together; anything else stands once.
void join(json::object& whole, const json::object& part, const std::string& place) {
  for (const auto& [name, value] : part) {
    auto [held, fresh] = whole.emplace(name, value);
    if (fresh) continue;
    const auto here = place + "/" + std::string(name);
    const bool of_parts = place.find('/', 1) == place.npos;  // paths, components/schemas, …
    if (!of_parts || !held->value().is_object() || !value.is_object())
      throw std::logic_error("openapi: said twice: " + here);
    join(held->value().as_object(), value.as_object(), here);
  }
}

json::object reference(std::string_view where) { return {{"$ref", "#/components/" + std::string(where)}}; }

void add_parameter(json::object& operation, std::string_view name) {
  auto& all = operation["parameters"];
  if (all.is_null()) all = json::array{};
  all.as_array().push_back(reference("parameters/" + std::string(name)));
}

// What serve_call and the gate before it answer, whoever handles the call.
void add_refusals(json::object& operation, std::string_view path, std::string_view method) {
  auto& responses = operation.at("responses").as_object();
  const auto refuses = [&](std::string_view status) {
    responses.emplace(status, reference("responses/" + std::string(status)));
  };
  for (const auto* status : {"400", "401", "403", "429", "503"}) refuses(status);
  if (path.find('{') != path.npos) refuses("404");
  if (operation.contains("parameters") || operation.contains("requestBody")) refuses("422");
  if (method != "get") refuses("409");
  if (operation.contains("requestBody"))
    for (const auto* status : {"413", "415"}) refuses(status);
  if (path.starts_with("/orders/{order}")) {
    refuses("412");
    if (method != "get") add_parameter(operation, "IfMatch");
  }
  if (method == "post") add_parameter(operation, "IdempotencyKey");
}

void add_headers(json::object& document, json::object& response, bool repeatable) {
  if (auto* shared = response.if_contains("$ref")) {
    auto& all = document.at("components").at("responses").as_object();
    const auto name = shared->as_string().subview(std::string_view{"#/components/responses/"}.size());
    return add_headers(document, all.at(name).as_object(), repeatable);
  }
  auto& headers = response["headers"];
  if (headers.is_null()) headers = json::object{};
  auto& all = headers.as_object();
  all.emplace("RateLimit", reference("headers/RateLimit"));
  all.emplace("RateLimit-Policy", reference("headers/RateLimitPolicy"));
  if (repeatable) all.emplace("Idempotent-Replayed", reference("headers/IdempotentReplayed"));
}

void complete(json::object& document) {
  for (auto& [path, item] : document.at("paths").as_object()) {
    for (const std::string_view method : {"get", "post", "put", "patch", "delete"}) {
      auto* held = item.as_object().if_contains(method);
      if (!held || held->as_object().contains("security")) continue;  // one without a key
      add_refusals(held->as_object(), path, method);
      for (auto& [status, response] : held->at("responses").as_object())
        if (status.starts_with('2')) add_headers(document, response.as_object(), method == "post");
    }
  }
}

}  // namespace

json::object openapi_document() {
  json::object document;
  for (const std::string_view wanted : {"document", ""})  // its members come first
    for (const auto& part : parts)
      if ((part.name == "document") == (wanted == "document"))
        join(document, json::parse(part.text).as_object(), "");
  document.at("info").as_object()["version"] = CLAIMCHECK_VERSION;
  complete(document);
  return document;
}

Task<Response> send_openapi(Services&, const Request&, Captures) {
  static const auto text = json::serialize(openapi_document());
  co_return json_answer(200, text);
}

}  // namespace server
