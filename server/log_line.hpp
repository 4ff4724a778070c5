#pragma once

#include "orders/time.hpp"
#include "server/log.hpp"

#include <fmt/format.h>

#include <span>

namespace server {

// The words of one line, without its end.
struct LogLine {
  orders::Instant at{};
  std::string_view level = {}, message = {}, stream = {};  // no stream: left out
  std::span<const Field> fields = {};
};
void write_json(fmt::memory_buffer& out, const LogLine& line);
// The same of a request, which is written far more often than all others: `client` is its shortened address.
void write_json(fmt::memory_buffer& out, orders::Instant at, const RequestLine& line,
                std::string_view client);
// 2026-01-02T03:04:05.678Z info  listening address=127.0.0.1:8080
void write_text(fmt::memory_buffer& out, const LogLine& line);

}  // namespace server
