#pragma once

#include "orders/time.hpp"

namespace store {

// This machine's clock, for `changes`, `ops` and the age of copies. Rules are told their `now`.
inline orders::Instant store_clock() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace store
