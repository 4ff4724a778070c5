#include "store/redis_script.hpp"

#include "tokens/hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace store {
namespace {

// Where there is no room for the newer version, the older one must go all the same.
constexpr const char* put_text = R"lua(
-- The first bytes of an entry, its version; 19 digits and the colon. What is not of the type is no entry.
local function version_of(value) return type(value) == 'string' and string.match(value, '^(%d+):') end
local kept = {}
for i, key in ipairs(KEYS) do
  local value, junk = ARGV[2 * i + 2], ARGV[2 * i + 3]
  local new = version_of(value)
  local old = version_of(redis.pcall('GETRANGE', key, 0, 19))
  kept[i] = 1
  local newer = old and tonumber(old) > tonumber(new) and junk ~= '*'
  if newer and (junk == '' or redis.sha1hex(redis.call('GET', key)) ~= junk) then
    kept[i] = redis.call('GET', key)
  elseif redis.pcall('SET', key, value, 'PX', ARGV[1]).err then
    redis.call('DEL', key)
    kept[i] = 0
  end
end
if ARGV[2] ~= '' then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return kept
)lua";

}  // namespace

std::string RedisScript::sha1_of(std::string_view text) {
  std::array<std::uint8_t, 20> hash{};
  std::size_t size = 0;
  if (EVP_Q_digest(nullptr, "SHA1", nullptr, text.data(), text.size(), hash.data(), &size) != 1)
    throw std::runtime_error("OpenSSL has no SHA-1");
  return tokens::hex(hash);
}

RedisScript::RedisScript(std::string text) : text_{std::move(text)}, sha1_{sha1_of(text_)} {}

const RedisScript& RedisScript::put() {
  static const RedisScript script{put_text};
  return script;
}

Task<std::optional<RedisReply>> RedisScript::run(CacheWorld& world, std::span<const std::string> keys,
                                                 std::span<const std::string> arguments) const {
  const auto count = std::to_string(keys.size());
  std::vector<std::string_view> command{"EVALSHA", sha1_, count};
  command.insert(command.end(), keys.begin(), keys.end());
  command.insert(command.end(), arguments.begin(), arguments.end());
  auto reply = co_await world.call(command);
  if (reply && reply->error() && reply->error()->text.starts_with("NOSCRIPT")) {
    command[0] = "EVAL";
    command[1] = text_;
    reply = co_await world.call(command);
  }
  if (reply && reply->error()) reply.reset();
  co_return reply;
}

}  // namespace store
