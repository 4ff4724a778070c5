#include "server/log.hpp"

#include "server/clock.hpp"
#include "server/log_line.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <atomic>
#include <memory>
#include <vector>

namespace server {
namespace {

using Level = spdlog::level::level_enum;
using Sink = spdlog::sinks::stdout_sink_base<spdlog::details::console_mutex>;

constexpr std::size_t lines_held = 8192;

struct Log {
  std::shared_ptr<spdlog::details::thread_pool> writer;
  std::shared_ptr<spdlog::async_logger> lines;
  bool json = true;
};
Log log_now;
std::atomic<Level> threshold{Level::off};

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

void write(Level level, std::string_view message, std::span<const Field> fields,
           std::string_view stream = {}) {
  fmt::memory_buffer text;
  (log_now.json ? write_json : write_text)(text, {now(), name(level), message, stream, fields});
  log_now.lines->log(level, spdlog::string_view_t(text.data(), text.size()));
}

std::span<const Field> span(Fields fields) { return {fields.begin(), fields.size()}; }

}  // namespace

void log_start(const Config::Log& config, std::FILE* out) {
  auto writer = std::make_shared<spdlog::details::thread_pool>(lines_held, 1);
  // Losing old lines is better than a service that stands still because nobody reads its log.
  auto lines = std::make_shared<spdlog::async_logger>("claimcheck", std::make_shared<Sink>(out), writer,
                                                      spdlog::async_overflow_policy::overrun_oldest);
  lines->set_pattern("%v");
  lines->set_level(Level::trace);  // `threshold` decides
  log_now = {std::move(writer), std::move(lines), config.format == "json"};
  log_level(config.level);
}

void log_level(std::string_view level) { threshold = parse_level(level); }

void log_stop() {
  if (!log_now.lines) return;
  if (const auto lost = log_now.writer->overrun_counter())
    log_warn("log lines were dropped", {{"lines", lost}});
  threshold = Level::off;
  log_now.lines->flush();
  log_now = {};  // the writer's thread ends behind the last line
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

void log_request(const RequestLine& line) {
  if (!wanted(Level::info)) return;
  const std::string client = shorten_ip(line.client);
  std::vector<Field> fields{{"id", line.id},         {"route", line.route}, {"method", line.method},
                            {"status", line.status}, {"bytes", line.bytes}, {"us", line.microseconds},
                            {"client", client}};
  if (!line.link.empty()) fields.emplace_back("link", line.link);
  if (!line.shop.empty()) fields.emplace_back("shop", line.shop);
  if (!line.cache.empty()) fields.emplace_back("cache", line.cache);
  write(Level::info, "request", fields);
}

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
