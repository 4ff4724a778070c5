#pragma once

#include "server/checkpoints.hpp"

namespace server {

// What the service does by itself every hour, for as long as the loop runs. What goes wrong is logged and
// tried again.
store::Task<void> do_chores(store::Store& store, Checkpoints& checkpoints);

// Once: takes the checkpoints that are due, queues the reminders that are due, and throws away what is over:
// uploads that no message named within a day, sessions of twelve hours or an hour without use, kept answers
// of a day, changes of an hour, finished deliveries of a month.
store::Task<void> do_chores_once(store::Store& store, Checkpoints& checkpoints, orders::Instant now);

}  // namespace server
