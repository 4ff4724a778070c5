#include "store/redis_reader.hpp"

#include <hiredis/hiredis.h>

#include <new>
#include <utility>

namespace store {
namespace {

// hiredis calls these as it reads; each answer is made where it belongs, in the list around it or by itself.
// Null ends the reading.
template <class Value>
void* place(const redisReadTask* task, std::size_t size, Value&& value) {
  auto& room = *static_cast<std::size_t*>(task->privdata);
  if (size > room) return nullptr;
  room -= size;
  auto* const around = task->parent ? static_cast<RedisReply*>(task->parent->obj) : nullptr;
  auto* const reply =
      around ? &std::get<std::vector<RedisReply>>(around->value)[static_cast<std::size_t>(task->idx)]
             : new RedisReply;
  reply->value = std::forward<Value>(value)();
  return reply;
}

void* place_text(const redisReadTask* task, char* text, std::size_t size) {
  if (task->type == REDIS_REPLY_ERROR)
    return place(task, size, [&] { return RedisReply::Error{std::string(text, size)}; });
  return place(task, size, [&] { return std::string(text, size); });
}

void* place_list(const redisReadTask* task, int count) {
  const auto length = static_cast<std::size_t>(count);
  return place(task, length * sizeof(RedisReply), [&] { return std::vector<RedisReply>(length); });
}

void* place_number(const redisReadTask* task, long long number) {
  return place(task, 0, [&] { return static_cast<std::int64_t>(number); });
}

void* place_nil(const redisReadTask* task) {
  return place(task, 0, [] { return std::monostate{}; });
}

void forget(void* reply) { delete static_cast<RedisReply*>(reply); }

redisReplyObjectFunctions placing{place_text, place_list, place_number, place_nil, forget};

}  // namespace

void append_command(std::string& out, std::span<const std::string_view> command) {
  std::vector<const char*> parts;
  std::vector<std::size_t> sizes;
  parts.reserve(command.size());
  sizes.reserve(command.size());
  for (const auto part : command) {
    parts.push_back(part.data() ? part.data() : "");
    sizes.push_back(part.size());
  }
  char* made = nullptr;
  const auto size = redisFormatCommandArgv(&made, static_cast<int>(parts.size()), parts.data(), sizes.data());
  if (size < 0) throw std::bad_alloc{};
  const std::unique_ptr<char, decltype(&redisFreeCommand)> owned{made, redisFreeCommand};
  out.append(made, static_cast<std::size_t>(size));
}

void RedisReader::Free::operator()(redisReader* reader) const { redisReaderFree(reader); }

RedisReader::RedisReader() : reader_{redisReaderCreateWithFunctions(&placing)} {
  if (!reader_) throw std::bad_alloc{};
  reader_->privdata = &room_;
}

void RedisReader::feed(std::string_view bytes) {
  if (!broken_ && redisReaderFeed(reader_.get(), bytes.data(), bytes.size()) != REDIS_OK) broken_ = true;
}

std::optional<RedisReply> RedisReader::next() {
  void* found = nullptr;
  if (broken_ || redisReaderGetReply(reader_.get(), &found) != REDIS_OK) {
    broken_ = true;
    return std::nullopt;
  }
  if (!found) {
    broken_ = reader_->len - reader_->pos > largest;
    return std::nullopt;
  }
  const std::unique_ptr<RedisReply> reply{static_cast<RedisReply*>(found)};
  room_ = largest;
  return std::move(*reply);
}

}  // namespace store
