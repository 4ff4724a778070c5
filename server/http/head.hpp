#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

// Why a request goes no further: the status it is answered with and a word for the metrics. Status 0 is no
// refusal.
struct Refused {
  int status = 0;
  std::string_view reason = {};
  explicit operator bool() const { return status != 0; }
  friend bool operator==(const Refused&, const Refused&) = default;
};

// The header of a request, split but not yet judged. Views into the bytes that were read.
struct Head {
  std::string_view method = {};
  std::string_view target = {};
  bool http_1_0 = false;
  std::vector<std::pair<std::string_view, std::string_view>> fields = {};
};

constexpr std::size_t max_header_bytes = 8 * 1024;
constexpr std::size_t max_fields = 64;
constexpr std::size_t max_target_bytes = 2 * 1024;

// Whether the bytes from `from` on can be part of a header, wherever it ends: no NUL, no CR or LF alone (the
// last CR may still get its LF). So a header that never ends as it should is refused at once and not when
// time is up.
bool may_be_header(std::string_view seen, std::size_t from);

// Splits a header, up to and with its empty line, into `head`. Refuses what is ill-formed, and what a server
// in front could read differently than this one: folded lines, a space before the colon, any
// Transfer-Encoding.
Refused parse_head(std::string_view raw, Head& head);

}  // namespace server
