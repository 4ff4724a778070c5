#include "server/http/loop.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace server {

Deadlines process_deadlines() {
  Deadlines deadlines;
  const auto* text = std::getenv("CLAIMCHECK_TEST_DEADLINE_SCALE");
  const double scale = text ? std::strtod(text, nullptr) : 1;
  if (!(scale > 0)) return deadlines;
  for (auto* deadline : {&deadlines.header, &deadlines.body, &deadlines.write, &deadlines.idle,
                         &deadlines.linger, &deadlines.grace, &deadlines.sweep})
    *deadline = std::chrono::ceil<std::chrono::milliseconds>(*deadline * scale);
  return deadlines;
}

Loop::Loop(const Deadlines& deadlines)
    : deadlines_{deadlines}, random_{[] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
      }()} {}

std::string Loop::new_id() { return fmt::format("{:016x}", random_()); }

void Loop::greet(Guest& guest) { guest.place = busy_.insert(busy_.end(), &guest); }

void Loop::part(Guest& guest) {
  (guest.idle ? idle_ : busy_).erase(guest.place);
  if (stopping_ && busy_.empty() && idle_.empty()) timer_.cancel();
}

void Loop::set_idle(Guest& guest) {
  if (!guest.idle) idle_.splice(idle_.end(), busy_, guest.place);
  guest.idle = true;
  guest.expired = false;
  guest.deadline = Clock::now() + deadlines_.idle;
}

void Loop::set_busy(Guest& guest, std::chrono::milliseconds time_left) {
  set_unbound(guest);
  guest.deadline = Clock::now() + time_left;
}

void Loop::set_unbound(Guest& guest) {
  if (guest.idle) busy_.splice(busy_.end(), idle_, guest.place);
  guest.idle = false;
  guest.expired = false;
  guest.deadline = Clock::time_point::max();
}

bool Loop::shed_idlest() {
  const auto idlest =
      std::find_if(idle_.begin(), idle_.end(), [](const Guest* guest) { return !guest->expired; });
  if (idlest == idle_.end()) return false;
  (*idlest)->expired = true;
  (*idlest)->socket.cancel();
  return true;
}

void Loop::start() { sweep(); }

void Loop::sweep() {
  const auto now = Clock::now();
  const auto end = [&](Guest& guest) {
    guest.expired = true;
    guest.socket.cancel();
  };
  for (auto* guest : busy_)
    if (guest->deadline <= now) end(*guest);
  for (auto* guest : idle_) {
    if (guest->deadline > now) break;  // the others came later
    end(*guest);
  }
  if (const auto second = std::time(nullptr); second != date_at_) {
    date_at_ = second;
    date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(second));
  }
  rearm();
}

void Loop::rearm() {
  if (stopping_ && busy_.empty() && idle_.empty()) return;
  timer_.expires_after(deadlines_.sweep);
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) sweep();
  });
}

void Loop::stop() {
  stopping_ = true;
  for (auto* guest : idle_) {
    boost::system::error_code error;
    if (guest->socket.available(error) == 0) guest->socket.cancel(error);
  }
  if (busy_.empty() && idle_.empty()) timer_.cancel();
}

void Loop::cut() {
  for (auto* list : {&busy_, &idle_})
    for (auto* guest : *list) {
      boost::system::error_code error;
      guest->expired = true;
      guest->socket.close(error);
    }
}

}  // namespace server
