#pragma once

#include "server/config.hpp"

#include <concepts>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace server {

// Log lines on standard error, each one JSON object (or, by configuration, one line of text). What may stand
// in one: route templates, link fingerprints, shops, counts, shortened addresses. Never a path, query, body,
// code, key, cookie, name, telephone number or e-mail address.
//
// Lines are handed to a thread of their own, so a slow reader never holds up a request; when it falls too far
// behind, the oldest are dropped and their number is logged at the end. Any thread may log.

// Opens the log; until then nothing is written. `out` is standard error except in tests.
void log_start(const Config::Log& config, std::FILE* out = stderr);
// From now on writes lines of this level and above: debug, info, warn or error.
void log_level(std::string_view level);
// Writes out what is still held and closes the log. Threads that log must have ended.
void log_stop();

// A named value of a line. Its texts live as long as the call.
struct Field {
  template <std::convertible_to<std::string_view> T>
  Field(std::string_view field_key, const T& text) : key(field_key), value(std::string_view(text)) {}
  template <std::integral T>
  Field(std::string_view field_key, T number) : key(field_key), value(held(number)) {}

  std::string_view key;
  std::variant<std::string_view, std::int64_t, bool> value;

 private:
  static bool held(bool yes) { return yes; }
  static std::int64_t held(std::integral auto number) { return static_cast<std::int64_t>(number); }
};
using Fields = std::initializer_list<Field>;

// log_warn("import row skipped", {{"row", 17}, {"reason", "no date"}});
void log_debug(std::string_view message, Fields fields = {});
void log_info(std::string_view message, Fields fields = {});
void log_warn(std::string_view message, Fields fields = {});
void log_error(std::string_view message, Fields fields = {});
// A wrong sign-in, a rate limit met, a refused key: marked "stream":"security", written at every level.
void log_security(std::string_view message, Fields fields = {});

// A request that was answered, at level info.
struct RequestLine {
  std::string_view id = {};
  std::string_view route = {};  // the template, "/t/{}"
  std::string_view method = {};
  int status = 0;
  std::uint64_t bytes = 0;        // of the answer's body
  std::int64_t microseconds = 0;  // from the whole header to the whole answer
  std::string_view client = {};   // address; shortened here
  bool shortened = false;         // it has been already
  std::string_view link = {};     // fingerprint; left out when empty
  std::string_view shop = {};     // left out when empty
  std::string_view cache = {};    // hit or miss; left out when empty
};
// It is held back to be written with others of this thread; true when it is the first so held: then somebody
// must call log_hand_over in a moment. Whatever else this thread logs comes behind it. A thread's end and
// log_stop hand over too.
bool log_request(const RequestLine& line);
void log_hand_over();

// An address that no longer names one household: 203.0.113.7 gives 203.0.113.0 (/24), 2001:db8:1:2::3 gives
// 2001:db8:1:: (/48). A prefix length behind it is ignored. Empty for anything that is no address.
std::string shorten_ip(std::string_view address);

}  // namespace server
