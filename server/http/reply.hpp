#pragma once

#include "server/http/message.hpp"

#include <string>
#include <string_view>

namespace server {

// What the asking side and the connection decide about an answer.
struct Manner {
  std::string_view accept_encoding = {};
  std::string_view date = {};  // as RFC 9110 section 5.6.7 writes it
  bool secure = false;         // came over TLS
  bool head_only = false;      // HEAD: as GET would be answered, without the body
  bool http_1_0 = false;
  bool keep_alive = true;
  bool endless = false;  // goes on after its body: has no length
};

// An answer as it goes out.
struct Reply {
  std::string head = {};  // with its empty line
  std::string body = {};
};

// Compresses where it pays and adds what every answer of its kind carries. A field that the handler set
// itself stays as it is; one with a line break in its value is left out, because it would write fields of its
// own.
Reply finish(Response response, const Manner& manner);

}  // namespace server
