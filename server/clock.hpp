#pragma once

#include "orders/time.hpp"

namespace server {

// The one place that reads the wall clock for rules.
inline orders::Instant now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace server
