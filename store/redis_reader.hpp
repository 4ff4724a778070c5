#pragma once

#include "store/redis_reply.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct redisReader;

namespace store {

// A command as it travels, behind what is in `out`.
void append_command(std::string& out, std::span<const std::string_view> command);

// Makes answers of what comes from Redis, in pieces of any size.
class RedisReader {
 public:
  static constexpr std::size_t largest = 4 * 1024 * 1024;  // bytes that one answer may take here

  RedisReader();

  void feed(std::string_view bytes);
  // The next whole answer, if it is here.
  std::optional<RedisReply> next();
  // It was no Redis that spoke, or it said too much: nothing after it can be understood.
  bool broken() const { return broken_; }

 private:
  struct Free {
    void operator()(redisReader* reader) const;
  };
  std::size_t room_ = largest;  // left for the answer that is being read
  std::unique_ptr<redisReader, Free> reader_;
  bool broken_ = false;
};

}  // namespace store
