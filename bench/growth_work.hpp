#pragma once

#include "bench/growth_store.hpp"

#include <functional>
#include <string_view>

namespace bench {

using Note = std::function<void(std::string_view measure, double value, std::string_view unit)>;

// What the store's own work costs on one thread, without a service: a link looked up, an order changed, lists
// and searches of staff, the bytes that lie on the disk.
void measure_work(const Grown& at, const Note& note);

}  // namespace bench
