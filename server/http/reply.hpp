#pragma once

#include "server/http/compress.hpp"
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

// "HTTP/1.1 200 OK\r\nDate: "
std::string start_of(int status);
// What only the connection knows, between the date and the fields of the answer: each line led by its break.
std::string_view manner_lines(bool secure, bool http_1_0, bool keep_alive);
// All other fields of an answer whose body has been made what it is, led by the end of the line before, up to
// and with the empty line. `endless`: goes on after its body, so has no length.
std::string fields_of(const Response& response, bool endless = false);
constexpr bool is_bodiless(int status) { return status == 204 || status == 304; }
// Whether another coding of the answer may be sent; then it says that it varies.
bool offer_codings(Response& response);
// In that coding, or as it is where that is not shorter.
void compress(Response& response, Coding coding);

// Compresses where it pays and adds what every answer of its kind carries. A field that the handler set
// itself stays as it is; one with a line break in its value is left out, because it would write fields of its
// own.
Reply finish(Response response, const Manner& manner);

}  // namespace server
