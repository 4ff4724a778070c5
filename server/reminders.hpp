#pragma once

#include "store/store.hpp"

namespace server {

// Queues what customers of every shop are to be reminded of by now; how many messages. Asked again it queues
// nothing twice.
store::Task<std::size_t> queue_reminders(store::Store& store, orders::Instant now);

}  // namespace server
