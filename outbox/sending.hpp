#pragma once

#include "outbox/sent.hpp"
#include "outbox/workers.hpp"

namespace outbox {

// Sends on a thread of the workers by `work(const Stopping&)`; later, when too much waits or the service
// closes.
template <class Work>
store::Task<Sent> send_by(Workers& workers, Work work) {
  const auto sent = co_await workers.run(std::move(work));
  if (sent) co_return *sent;
  Sent later;
  later.fault = "too much is waiting, or the service is closing";
  co_return later;
}

}  // namespace outbox
