#include "tests/blackbox/till.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace harness {

namespace {

Told told(wire::Answer answer) {
  Told out{.status = answer.status, .raw = std::move(answer)};
  if (out.raw.field("content-type").find("json") != std::string::npos)
    out.body = boost::json::parse(out.raw.body);
  return out;
}

}  // namespace

std::string Told::text(std::string_view pointer) const { return std::string(at(pointer).as_string()); }

std::string Told::field() const {
  const auto* errors = body.is_object() ? body.as_object().if_contains("errors") : nullptr;
  return errors ? std::string(errors->at(0).at("field").as_string()) : std::string{};
}

std::vector<std::string> Told::fields() const {
  std::vector<std::string> all;
  for (const auto& error : at("/errors").as_array()) all.emplace_back(error.at("field").as_string());
  return all;
}

Till Till::with(std::string_view field, std::string_view value) const {
  auto other = *this;
  other.fields_ += fmt::format("{}: {}\r\n", field, value);
  return other;
}

Told Till::ask(std::string_view method, std::string_view path, std::string_view body,
               std::string_view type) const {
  const auto content = body.empty() ? std::string{} : fmt::format("Content-Type: {}\r\n", type);
  const bool has_body = method == "POST" || method == "PUT" || method == "PATCH";
  const auto length = has_body ? fmt::format("Content-Length: {}\r\n", body.size()) : std::string{};
  return told(
      wire::ask(port_, fmt::format("{} /api/v1/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
                                   "{}{}{}Connection: close\r\n\r\n{}",
                                   method, path, key_, content, length, fields_, body)));
}

Told Till::upload(std::string_view path, std::string_view name, std::string_view bytes) const {
  const auto body = fmt::format(
      "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\n{}\r\n--part--\r\n",
      name, bytes);
  return ask("POST", path, body, "multipart/form-data; boundary=part");
}

std::string key_of_another_shop(const RepairShop& shop) {
  const auto made = run(shop.folder(), {"shop", "add", "--slug", "quay", "--name", "Quay Phones"});
  const auto key = run(shop.folder(), {"api-key", "create", "--shop", "quay", "--name", "till", "--json"});
  if (made.exit_code != 0 || key.exit_code != 0) throw std::runtime_error(made.error + key.error);
  return std::string(boost::json::parse(key.out).at("api_key").as_string());
}

Told facts(const Service& service, std::string_view link) {
  return told(get(service.port(), link, "Accept: application/json\r\n"));
}

std::string path_of(std::string_view url) {
  const auto at = url.find("/t/");
  if (at == url.npos) throw std::runtime_error("no link: " + std::string(url));
  return std::string(url.substr(at));
}

}  // namespace harness
