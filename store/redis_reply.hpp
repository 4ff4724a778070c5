#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace store {

// What Redis said (RESP2).
struct RedisReply {
  struct Error {
    std::string text;
  };
  std::variant<std::monostate, std::int64_t, std::string, Error, std::vector<RedisReply>> value = {};

  bool is_nil() const { return std::holds_alternative<std::monostate>(value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  const std::int64_t* number() const { return std::get_if<std::int64_t>(&value); }
  const std::vector<RedisReply>* list() const { return std::get_if<std::vector<RedisReply>>(&value); }
  const Error* error() const { return std::get_if<Error>(&value); }
};

}  // namespace store
