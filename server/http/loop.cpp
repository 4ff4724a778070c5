#include "server/http/loop.hpp"

#include "server/clock.hpp"
#include "server/http/sheet.hpp"
#include "server/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <system_error>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view comment = ":\n\n";
// Small: a listener that does not read must cost little, and soon be known for one.
constexpr int send_buffer_bytes = 16 * 1024;
constexpr int beats = 240;
constexpr int served_at_once = 64;  // guests, before timers and answers of the store have their turn
constexpr std::size_t sheets_kept = 64;
constexpr auto lines_held_for = 20ms;

int new_set() {
  const int set = ::epoll_create1(EPOLL_CLOEXEC);
  if (set < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return set;
}

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
    : deadlines_{deadlines}, crowd_{io_, new_set()}, random_{[] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
      }()} {}

Loop::~Loop() = default;

void Loop::new_id(std::string& id) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto number = random_();
  id.resize(16);
  for (auto& digit : id) {
    digit = digits[number & 15];
    number >>= 4;
  }
}

std::unique_ptr<Sheet> Loop::take_sheet() {
  if (sheets_.empty()) return std::make_unique<Sheet>();
  auto sheet = std::move(sheets_.back());
  sheets_.pop_back();
  return sheet;
}

void Loop::give_back(std::unique_ptr<Sheet> sheet) {
  sheet->clear();
  if (sheets_.size() < sheets_kept) sheets_.push_back(std::move(sheet));
}

void Loop::greet(Guest& guest) {
  busy_.push_back(guest);
  guest.among = &busy_;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &guest;
  if (::epoll_ctl(crowd_.native_handle(), EPOLL_CTL_ADD, guest.descriptor, &event) != 0) guest.expired = true;
}

void Loop::part(Guest& guest) {
  guest.among->erase(guest.among->iterator_to(guest));
  if (stopping_ && deserted()) rest();
}

void Loop::move(Guest& guest, Guests& to) {
  guest.among->erase(guest.among->iterator_to(guest));
  to.push_back(guest);
  guest.among = &to;
}

void Loop::set_idle(Guest& guest) {
  move(guest, idle_);
  guest.expired = false;
  guest.deadline = time_ + deadlines_.idle;
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
  ::setsockopt(guest.descriptor, SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof send_buffer_bytes);
  // A phone that left the network says nothing: then what it was told stays unconfirmed.
  const auto patience = static_cast<unsigned>((2 * deadlines_.beat).count());
  ::setsockopt(guest.descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
  move(guest, listening_);
  guest.expired = false;
  guest.beats_left = beats;
  guest.deadline = Clock::now() + deadlines_.beat;
}

bool Loop::say(Guest& guest, std::string_view text) {
  const auto piece = asio::buffer(text);
  if (guest.write({&piece, 1}).count == text.size()) return true;
  end(guest);
  return false;
}

void Loop::log(const RequestLine& line) {
  if (!log_request(line)) return;
  log_timer_.expires_after(lines_held_for);
  log_timer_.async_wait([](boost::system::error_code) { log_hand_over(); });
}

bool Loop::shed_idlest() {
  for (auto* list : {&listening_, &idle_}) {
    const auto last =
        std::find_if(list->begin(), list->end(), [](const Guest& guest) { return !guest.expired; });
    if (last == list->end()) continue;
    end(*last);
    return true;
  }
  return false;
}

void Loop::start() {
  await_guests();
  sweep();
}

void Loop::await_guests() {
  crowd_.async_wait(asio::posix::descriptor_base::wait_read, [this](boost::system::error_code error) {
    if (error) return;
    turn();
    if (!stopping_ || !deserted()) await_guests();
  });
}

void Loop::turn() {
  std::array<epoll_event, served_at_once> events;
  const int count = ::epoll_wait(crowd_.native_handle(), events.data(), served_at_once, 0);
  renew();
  wall_time_ = now();
  for (int i = 0; i < count; ++i) static_cast<Guest*>(events[i].data.ptr)->notice(events[i].events);
}

void Loop::sweep() {
  const auto now = renew();
  wall_time_ = server::now();
  for (auto& guest : busy_)
    if (guest.deadline <= now) end(guest);
  while (!idle_.empty() && idle_.front().deadline <= now) end(idle_.front());  // the others came later
  while (!listening_.empty() && listening_.front().deadline <= now) {
    auto& guest = listening_.front();
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

void Loop::rest() {
  timer_.cancel();
  crowd_.cancel();
  log_timer_.cancel();
}

void Loop::stop() {
  stopping_ = true;
  for (auto guest = idle_.begin(); guest != idle_.end();) {
    auto& one = *guest++;
    if (!one.has_bytes()) end(one);
  }
  for (auto& guest : listening_) end(guest);
  if (deserted()) rest();
}

void Loop::cut() {
  for (auto* list : {&busy_, &idle_, &listening_})
    for (auto guest = list->begin(); guest != list->end();) {
      auto& one = *guest++;
      ::shutdown(one.descriptor, SHUT_RDWR);
      end(one);
    }
}

}  // namespace server
