#pragma once

#include "tests/blackbox/shop.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace harness {

// What a call was answered.
struct Told {
  int status = 0;
  boost::json::value body = {};  // null when there was none
  wire::Answer raw = {};

  const boost::json::value& at(std::string_view pointer) const { return body.at_pointer(pointer); }
  std::string text(std::string_view pointer) const;
  std::int64_t number(std::string_view pointer) const { return at(pointer).to_number<std::int64_t>(); }
  // The member that a problem names, empty when it names none.
  std::string field() const;
  // All of them.
  std::vector<std::string> fields() const;
};

// The shop's own system, calling the API below /api/v1.
class Till {
 public:
  Till(const Service& service, std::string key) : port_(service.port()), key_(std::move(key)) {}

  Told get(std::string_view path) const { return ask("GET", path, "", ""); }
  Told post(std::string_view path, std::string_view body = "") const {
    return ask("POST", path, body, "application/json");
  }
  Told patch(std::string_view path, std::string_view body) const {
    return ask("PATCH", path, body, "application/json");
  }
  Told put(std::string_view path, std::string_view body, std::string_view type = "application/json") const {
    return ask("PUT", path, body, type);
  }
  Told remove(std::string_view path) const { return ask("DELETE", path, "", ""); }
  // A file as multipart/form-data.
  Told upload(std::string_view path, std::string_view name, std::string_view bytes) const;
  // The same till, sending one header field more with each call.
  Till with(std::string_view field, std::string_view value) const;

 private:
  Told ask(std::string_view method, std::string_view path, std::string_view body,
           std::string_view type) const;

  unsigned short port_;
  std::string key_;
  std::string fields_ = {};  // whole lines
};

// The key of a shop beside the first one, which must see nothing of it.
std::string key_of_another_shop(const RepairShop& shop);

// The facts of the customer's page as JSON.
Told facts(const Service& service, std::string_view link);

// "/t/…" of an address as the API gives it.
std::string path_of(std::string_view url);

}  // namespace harness
