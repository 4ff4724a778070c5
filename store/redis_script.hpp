#pragma once

#include "store/cache_world.hpp"

#include <string>
#include <vector>

namespace store {

// A program that Redis runs as one step, in Lua. Sent by its SHA-1, and in full when Redis does not know it
// (any more).
class RedisScript {
 public:
  explicit RedisScript(std::string text);

  static std::string sha1_of(std::string_view text);  // in hex, as Redis writes it
  const std::string& text() const { return text_; }
  const std::string& sha1() const { return sha1_; }
  // nullopt: no answer, or an error.
  Task<std::optional<RedisReply>> run(CacheWorld& world, std::span<const std::string> keys,
                                      std::span<const std::string> arguments) const;

  // KEYS: entries. ARGV: how long to keep them (ms), a channel and what to say there (or ''), then for each
  // entry its value and '', or the SHA-1 of the junk that it replaces, or '*' for whatever is there.
  // Answers for each 1, 0 when there was no room, or the newer value that is there and stays.
  static const RedisScript& put();

 private:
  std::string text_, sha1_;
};

}  // namespace store
