#pragma once

#include "server/checkpoints.hpp"

namespace server {

// What the service does by itself every hour, for as long as the loop runs: takes the checkpoints that are
// due, and throws away uploads that no message named within a day. What goes wrong is logged and tried again.
store::Task<void> do_chores(store::Store& store, Checkpoints& checkpoints);

}  // namespace server
