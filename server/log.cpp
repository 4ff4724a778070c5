#include "server/log.hpp"

#include "server/clock.hpp"
#include "server/log_line.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

namespace server {
namespace {

using Level = spdlog::level::level_enum;

// Items of the writer's queue: lines, or many of a thread's at once.
constexpr std::size_t items_held = 2048;
constexpr std::size_t held_bytes = 16 * 1024;  // of one thread, before they are handed over

// Of what has been handed over.
std::uint64_t lines_in(std::string_view text) {
  return 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

// Writes, and counts what has got there.
class Sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit Sink(std::FILE* out) : out_{out} {}
  std::uint64_t written() const { return written_; }  // lines; when the writer's thread has ended

 private:
  void sink_it_(const spdlog::details::log_msg& item) override {
    std::fwrite(item.payload.data(), 1, item.payload.size(), out_);
    std::fputc('\n', out_);
    std::fflush(out_);
    written_ += lines_in({item.payload.data(), item.payload.size()});
  }
  void flush_() override { std::fflush(out_); }

  std::FILE* out_;
  std::uint64_t written_ = 0;
};

struct Log {
  std::shared_ptr<Sink> sink;
  std::shared_ptr<spdlog::details::thread_pool> writer;
  std::shared_ptr<spdlog::async_logger> lines;
  bool json = true;
};
Log log_now;
std::atomic<Level> threshold{Level::off};
std::atomic<std::uint64_t> handed_over{0};  // lines

Level parse_level(std::string_view name) {
  return name == "debug"   ? Level::debug
         : name == "warn"  ? Level::warn
         : name == "error" ? Level::err
                           : Level::info;
}

std::string_view name(Level level) {
  return level == Level::debug  ? "debug"
         : level == Level::info ? "info"
         : level == Level::warn ? "warn"
                                : "error";
}

bool wanted(Level level) { return level >= threshold.load(std::memory_order_relaxed); }

void hand_over(std::string_view text, std::uint64_t lines = 1) {
  if (text.empty() || !log_now.lines) return;
  handed_over += lines;
  log_now.lines->log(Level::info, spdlog::string_view_t(text.data(), text.size()));
}

// What one thread holds back.
struct Held {
  fmt::memory_buffer text;
  std::uint64_t lines = 0;
  ~Held() { release(); }
  void release() {
    hand_over({text.data(), text.size()}, lines);
    text.clear();
    lines = 0;
  }
  // The place of a further line.
  fmt::memory_buffer& next() {
    if (text.size() > held_bytes) release();
    if (text.size() > 0) text.push_back('\n');
    ++lines;
    return text;
  }
};
thread_local Held held;

void write(Level level, std::string_view message, std::span<const Field> fields,
           std::string_view stream = {}) {
  const auto write_line =
      log_now.json ? static_cast<void (*)(fmt::memory_buffer&, const LogLine&)>(write_json) : write_text;
  const LogLine line{now(), name(level), message, stream, fields};
  if (held.text.size() > 0) return write_line(held.next(), line);  // in their order
  fmt::memory_buffer text;
  write_line(text, line);
  hand_over({text.data(), text.size()});
}

std::span<const Field> span(Fields fields) { return {fields.begin(), fields.size()}; }

}  // namespace

void log_start(const Config::Log& config, std::FILE* out) {
  auto sink = std::make_shared<Sink>(out);
  auto writer = std::make_shared<spdlog::details::thread_pool>(items_held, 1);
  // Losing old lines is better than a service that stands still because nobody reads its log.
  auto lines = std::make_shared<spdlog::async_logger>("claimcheck", sink, writer,
                                                      spdlog::async_overflow_policy::overrun_oldest);
  lines->set_level(Level::trace);  // `threshold` decides
  handed_over = 0;
  log_now = {std::move(sink), std::move(writer), std::move(lines), config.format == "json"};
  log_level(config.level);
}

void log_level(std::string_view level) { threshold = parse_level(level); }

void log_stop() {
  if (!log_now.lines) return;
  log_hand_over();
  threshold = Level::off;
  log_now.lines.reset();
  log_now.writer.reset();  // its thread ends behind the last line
  if (const auto lost = handed_over - log_now.sink->written(); lost > 0) {
    fmt::memory_buffer text;
    const Field count{"lines", lost};
    const LogLine line{now(), name(Level::warn), "log lines were dropped", {}, {&count, 1}};
    log_now.json ? write_json(text, line) : write_text(text, line);
    log_now.sink->log({"", Level::warn, spdlog::string_view_t(text.data(), text.size())});
  }
  log_now = {};
}

void log_debug(std::string_view message, Fields fields) {
  if (wanted(Level::debug)) write(Level::debug, message, span(fields));
}
void log_info(std::string_view message, Fields fields) {
  if (wanted(Level::info)) write(Level::info, message, span(fields));
}
void log_warn(std::string_view message, Fields fields) {
  if (wanted(Level::warn)) write(Level::warn, message, span(fields));
}
void log_error(std::string_view message, Fields fields) {
  if (wanted(Level::err)) write(Level::err, message, span(fields));
}
void log_security(std::string_view message, Fields fields) {
  if (threshold.load(std::memory_order_relaxed) != Level::off)
    write(Level::warn, message, span(fields), "security");
}

bool log_request(const RequestLine& line) {
  if (!wanted(Level::info)) return false;
  std::string cut;
  if (!line.shortened) cut = shorten_ip(line.client);
  const std::string_view client = line.shortened ? line.client : cut;
  const bool first = held.text.size() == 0;
  auto& out = held.next();
  if (log_now.json) {
    write_json(out, now(), line, client);
    return first;
  }
  std::vector<Field> fields{{"id", line.id},         {"route", line.route}, {"method", line.method},
                            {"status", line.status}, {"bytes", line.bytes}, {"us", line.microseconds},
                            {"client", client}};
  if (!line.link.empty()) fields.emplace_back("link", line.link);
  if (!line.shop.empty()) fields.emplace_back("shop", line.shop);
  if (!line.cache.empty()) fields.emplace_back("cache", line.cache);
  write_text(out, {now(), name(Level::info), "request", {}, fields});
  return first;
}

void log_hand_over() { held.release(); }

std::string shorten_ip(std::string_view address) {
  namespace ip = boost::asio::ip;
  boost::system::error_code failed;
  auto parsed = ip::make_address(address.substr(0, address.find('/')), failed);
  if (failed) return {};
  if (parsed.is_v6() && parsed.to_v6().is_v4_mapped())
    parsed = ip::make_address_v4(ip::v4_mapped, parsed.to_v6());
  if (parsed.is_v4()) return ip::network_v4(parsed.to_v4(), 24).network().to_string();
  return ip::network_v6(parsed.to_v6(), 48).network().to_string();
}

}  // namespace server
