#include "outbox/workers.hpp"

#include <algorithm>

namespace outbox {

Workers::Workers(unsigned threads, std::size_t most_waiting)
    : most_inside_(most_waiting + std::max(threads, 1u)), threads_(std::max(threads, 1u)) {}

Workers::~Workers() {
  stopping_ = true;
  threads_.join();
}

bool Workers::admit() {
  if (stopping_) return false;
  if (++inside_ <= most_inside_) return true;
  --inside_;
  return false;
}

}  // namespace outbox
