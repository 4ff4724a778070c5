#include "server/http/loop.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include <netinet/tcp.h>

namespace server {

namespace {

constexpr std::string_view comment = ":\n\n";
// Small: a listener that does not read must cost little, and soon be known for one.
constexpr int send_buffer_bytes = 16 * 1024;
constexpr int beats = 240;

}  // namespace

Deadlines process_deadlines() {
  Deadlines deadlines;
  const auto* text = std::getenv("CLAIMCHECK_TEST_DEADLINE_SCALE");
  const double scale = text ? std::strtod(text, nullptr) : 1;
  if (!(scale > 0)) return deadlines;
  for (auto* deadline :
       {&deadlines.handshake, &deadlines.header, &deadlines.body, &deadlines.write, &deadlines.idle,
        &deadlines.linger, &deadlines.grace, &deadlines.beat, &deadlines.sweep})
    *deadline = std::chrono::ceil<std::chrono::milliseconds>(*deadline * scale);
  return deadlines;
}

Loop::Loop(const Deadlines& deadlines)
    : deadlines_{deadlines}, random_{[] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
      }()} {}

std::string Loop::new_id() { return fmt::format("{:016x}", random_()); }

void Loop::greet(Guest& guest) {
  guest.place = busy_.insert(busy_.end(), &guest);
  guest.among = &busy_;
}

void Loop::part(Guest& guest) {
  guest.among->erase(guest.place);
  if (stopping_ && deserted()) timer_.cancel();
}

void Loop::move(Guest& guest, std::list<Guest*>& to) {
  to.splice(to.end(), *guest.among, guest.place);
  guest.among = &to;
}

void Loop::set_idle(Guest& guest) {
  if (guest.among != &idle_) move(guest, idle_);
  guest.expired = false;
  guest.deadline = Clock::now() + deadlines_.idle;
}

void Loop::set_busy(Guest& guest, std::chrono::milliseconds time_left) {
  set_unbound(guest);
  guest.deadline = Clock::now() + time_left;
}

void Loop::set_unbound(Guest& guest) {
  if (guest.among != &busy_) move(guest, busy_);
  guest.expired = false;
  guest.deadline = Clock::time_point::max();
}

void Loop::set_listening(Guest& guest) {
  boost::system::error_code ignored;
  guest.socket.set_option(boost::asio::socket_base::send_buffer_size{send_buffer_bytes}, ignored);
  // A phone that left the network says nothing: then what it was told stays unconfirmed.
  const auto patience = static_cast<unsigned>((2 * deadlines_.beat).count());
  ::setsockopt(guest.socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
  move(guest, listening_);
  guest.expired = false;
  guest.beats_left = beats;
  guest.deadline = Clock::now() + deadlines_.beat;
}

bool Loop::say(Guest& guest, std::string_view text) {
  const auto bytes = boost::asio::buffer(text);
  boost::system::error_code error;
  const auto count = guest.tls ? guest.tls->write({&bytes, 1}).count : guest.socket.write_some(bytes, error);
  if (count == text.size()) return true;
  end(guest);
  return false;
}

void Loop::end(Guest& guest) {
  boost::system::error_code ignored;
  guest.expired = true;
  guest.socket.cancel(ignored);
}

bool Loop::shed_idlest() {
  for (const auto* list : {&listening_, &idle_}) {
    const auto last =
        std::find_if(list->begin(), list->end(), [](const Guest* guest) { return !guest->expired; });
    if (last == list->end()) continue;
    end(**last);
    return true;
  }
  return false;
}

void Loop::start() { sweep(); }

void Loop::sweep() {
  const auto now = Clock::now();
  for (auto* guest : busy_)
    if (guest->deadline <= now) end(*guest);
  for (auto* guest : idle_) {
    if (guest->deadline > now) break;  // the others came later
    end(*guest);
  }
  while (!listening_.empty() && listening_.front()->deadline <= now) {
    auto& guest = *listening_.front();
    guest.deadline = now + deadlines_.beat;
    move(guest, listening_);
    if (guest.expired) continue;
    if (--guest.beats_left > 0)
      say(guest, comment);
    else
      end(guest);
  }
  if (const auto second = std::time(nullptr); second != date_at_) {
    date_at_ = second;
    date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(second));
  }
  rearm();
}

void Loop::rearm() {
  if (stopping_ && deserted()) return;
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
  for (auto* guest : listening_) end(*guest);
  if (deserted()) timer_.cancel();
}

void Loop::cut() {
  for (auto* list : {&busy_, &idle_, &listening_})
    for (auto* guest : *list) {
      boost::system::error_code error;
      guest->expired = true;
      guest->socket.close(error);
    }
}

}  // namespace server
