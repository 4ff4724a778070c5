#pragma once

#include <sodium.h>

#include <stdexcept>

namespace tokens {

// Before any call into libsodium: it picks its fastest code for this machine and opens the system's
// randomness.
inline void sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("libsodium cannot reach the system's random numbers");
}

}  // namespace tokens
