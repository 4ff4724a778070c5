#include "server/cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace server {

Progress::Progress() : terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(double part, std::uint64_t rows) {
  if (!terminal_) return;
  constexpr int width = 30;
  const auto filled = static_cast<int>(std::clamp(part, 0.0, 1.0) * width);
  fmt::print(stderr, "\r{:█<{}}{:░<{}} {:3.0f} %  {} orders\x1b[K", "", filled, "", width - filled,
             std::clamp(part, 0.0, 1.0) * 100, rows);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (!shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace server
