#pragma once

#include "store/redis_script.hpp"
#include "tests/store/virtual_time.hpp"

#include <set>

namespace test {

// A Redis that answers late, out of order between connections, or not at all, carries out a command long
// after its caller has given up, and forgets. It knows the cache's script by its name.
class SimulatedRedis {
 public:
  using Command = std::vector<std::string>;
  using Reply = store::RedisReply;

  explicit SimulatedRedis(VirtualTime& time) : time_{time} {}

  bool only_newer = true;  // whether an older version is refused
  bool frozen = false;
  std::function<void(const std::string& message)> published = [](const auto&) {};

  // A connection's commands arrive in their order, if at all.
  struct Connection {
    VirtualTime::Ticks last_arrival{};
    bool cut = false;
  };
  store::Task<std::optional<Reply>> call(std::shared_ptr<Connection> by, Command command) {
    std::vector<Command> one{std::move(command)};
    auto replies = co_await call_all(std::move(by), std::move(one));
    if (!replies) co_return std::nullopt;
    co_return std::get<std::vector<Reply>>(std::move(replies->value)).front();
  }

  // Others may come between one command and the next.
  store::Task<std::optional<Reply>> call_all(std::shared_ptr<Connection> by, std::vector<Command> commands) {
    constexpr auto deadline = 25ms;
    struct Pending {
      std::vector<Reply> replies;
      std::size_t missing = 0;
      bool answered = false;
      std::shared_ptr<VirtualBell> bell;
    };
    const auto pending = std::make_shared<Pending>();
    pending->missing = commands.size();
    pending->bell = std::make_shared<VirtualBell>(time_);
    if (by->cut || frozen || time_.happens(0.01)) {
      // Lost on the way there, or in a socket that is read long afterwards.
      if (!by->cut && time_.happens(0.7))
        time_.after(time_.between(0ms, 3s), [this, commands] {
          for (const auto& command : commands) carry_out(command);
        });
      co_await time_.sleep(time_.happens(0.3) ? VirtualTime::Micros{deadline} : VirtualTime::Micros{50us});
      co_return std::nullopt;
    }
    const auto back = time_.between(10us, time_.happens(0.05) ? 40ms : 600us);
    for (auto& command : commands) {
      by->last_arrival =
          std::max(by->last_arrival, time_.ticks() + time_.between(10us, time_.happens(0.05) ? 40ms : 600us));
      const auto there = std::chrono::duration_cast<VirtualTime::Micros>(by->last_arrival - time_.ticks());
      time_.after(there, [this, pending, back, command = std::move(command)] {
        pending->replies.push_back(carry_out(command));
        if (--pending->missing > 0) return;
        time_.after(back, [pending] {
          pending->answered = true;
          pending->bell->ring();
        });
      });
    }
    co_await pending->bell->wait(deadline);
    if (!pending->answered) co_return std::nullopt;
    co_return Reply{.value = std::move(pending->replies)};
  }

  using Data = std::map<std::string, std::pair<std::string, VirtualTime::Ticks>>;
  const Data& data() const { return data_; }
  void restore(Data data) {
    data_ = std::move(data);
    known_.clear();
  }
  void fill_with_junk() {
    for (auto& [key, value] : data_) {
      if (time_.happens(0.3)) value.first = "?" + value.first;
      if (time_.happens(0.3)) value.first = "999999:junk";
      if (time_.happens(0.1)) value.first.clear();
    }
  }

 private:
  static Reply text(std::string words) { return {.value = std::move(words)}; }
  std::string* held(const std::string& key) {
    const auto entry = data_.find(key);
    if (entry == data_.end()) return nullptr;
    if (entry->second.second < time_.ticks()) {
      data_.erase(entry);
      return nullptr;
    }
    return &entry->second.first;
  }

  Reply carry_out(const Command& command) {
    if (frozen) {
      time_.after(20ms, [this, command] { carry_out(command); });
      return {};
    }
    if (command[0] == "GET") {
      const auto* value = held(command[1]);
      return value ? text(*value) : Reply{};
    }
    if (command[0] == "GETRANGE") {
      const auto* value = held(command[1]);
      return text(value ? value->substr(0, std::stoul(command[3]) + 1) : "");
    }
    if (command[0] == "MGET") {
      std::vector<Reply> found;
      for (std::size_t i = 1; i < command.size(); ++i) {
        const auto* value = held(command[i]);
        found.push_back(value ? text(*value) : Reply{});
      }
      return {.value = std::move(found)};
    }
    const bool in_full = command[0] == "EVAL";
    if (!in_full && !known_.contains(command[1])) return {.value = Reply::Error{"NOSCRIPT"}};
    known_.insert(store::RedisScript::put().sha1());
    const auto count = std::stoul(command[2]);
    const Command keys{command.begin() + 3, command.begin() + 3 + static_cast<long>(count)};
    const Command arguments{command.begin() + 3 + static_cast<long>(count), command.end()};
    return put(keys, arguments);
  }

  static std::string version_of(const std::string* value) {
    if (!value) return "";
    const auto end = value->find_first_not_of("0123456789");
    return end != 0 && end != std::string::npos && (*value)[end] == ':' ? value->substr(0, end) : "";
  }

  Reply put(const Command& keys, const Command& arguments) {
    std::vector<Reply> kept;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto& value = arguments[3 + 2 * i];
      const auto& junk = arguments[4 + 2 * i];
      const auto old = version_of(held(keys[i])), fresh = version_of(&value);
      const bool keeps = !only_newer || old.empty() ||
                         (!junk.empty() && store::RedisScript::sha1_of(*held(keys[i])) == junk) ||
                         junk == "*" || std::stoll(old) <= std::stoll(fresh);
      kept.push_back(keeps ? Reply{.value = std::int64_t{1}} : text(*held(keys[i])));
      if (keeps)
        data_[keys[i]] = {value, time_.ticks() + std::chrono::milliseconds{std::stoll(arguments[0])}};
    }
    if (!arguments[1].empty()) published(arguments[2]);
    return {.value = std::move(kept)};
  }

  VirtualTime& time_;
  Data data_;
  std::set<std::string> known_;
};

}  // namespace test
