#include "store/redis_link.hpp"

namespace store {

struct RedisLink::Wire {};
struct RedisListener::Ear {};

RedisLink::RedisLink(boost::asio::io_context&, RedisOptions) {}
RedisLink::~RedisLink() = default;
Task<std::optional<RedisReply>> RedisLink::call(std::span<const std::string_view>) { co_return std::nullopt; }
bool RedisLink::connected() const { return false; }
void RedisLink::stop() {}

RedisListener::RedisListener(boost::asio::io_context&, RedisOptions, std::string,
                             std::function<void(std::string_view)>, std::function<void()>) {}
RedisListener::~RedisListener() = default;
void RedisListener::start() {}
void RedisListener::stop() {}

}  // namespace store
