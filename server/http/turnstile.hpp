#pragma once

#include "server/http/finished.hpp"
#include "server/http/message.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace server {

struct Services;

// The answers to those who ask too often. They must cost less than what was asked for, so one is made for all
// who read the same language and is good for a second: it tells the shop's opening hours.
class Turnstile {
 public:
  std::shared_ptr<const Finished> too_many(Services& services, const Request& request,
                                           std::chrono::steady_clock::time_point now);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Finished>> answers_;
  std::chrono::steady_clock::time_point since_{};
};

}  // namespace server
