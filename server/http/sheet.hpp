#pragma once

#include "server/http/compress.hpp"
#include "server/http/gate.hpp"
#include "server/http/guest.hpp"
#include "server/http/router.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace server {

// What a request is read into and found to be: bytes, fields, route. Lent to a connection while it has one,
// used again and again, so that a request allocates next to nothing and an idle connection holds none of it.
struct Sheet {
  std::array<char, max_header_bytes> bytes;
  std::size_t begin = 0;   // of the request
  std::size_t end = 0;     // of what it took so far
  std::size_t filled = 0;  // bytes read
  bool judged = false;     // all below is of this request

  Head head{};
  Verdict verdict{};
  Request request{};
  Match match{};
  std::string body{};
  Clock::time_point begun{};

  // Most who ask send what the one before has sent: what that came to need not be found out again.
  std::string last_codings{};  // an Accept-Encoding, and
  Coding last_coding = Coding::identity;
  Coding choose(std::string_view accept_encoding) {
    if (accept_encoding != last_codings) {
      last_coding = choose_coding(accept_encoding);
      last_codings = accept_encoding;
    }
    return last_coding;
  }

  std::string_view seen() const { return {bytes.data() + begin, filled - begin}; }
  bool has_more() const { return filled > end; }  // than this request
  // The next request, which may have begun to come.
  void advance() {
    begin = end;
    if (begin == filled) begin = end = filled = 0;
    judged = false;
  }
  // Brings what has come of the request to the front, where there is room for its rest.
  void make_room();
  void clear();
};

}  // namespace server
