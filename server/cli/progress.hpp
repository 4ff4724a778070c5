#pragma once

#include <cstdint>

namespace server {

// A bar on standard error while that is a terminal; silent anywhere else.
class Progress {
 public:
  Progress();
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(double part, std::uint64_t rows);  // part: 0 to 1
  void clear();                                // before a message is written

 private:
  bool terminal_;
  bool shown_ = false;
};

}  // namespace server
