#pragma once

#include "bench/growth_work.hpp"

namespace bench {

// What the built binary costs with that many orders: its start until it is ready, a page that is in no cache,
// one that is, and the memory it holds.
void measure_pages(const Grown& at, const Note& note);

}  // namespace bench
