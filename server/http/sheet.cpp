#include "server/http/sheet.hpp"

#include <cstring>

namespace server {

void Sheet::make_room() {
  if (begin == 0) return;
  std::memmove(bytes.data(), bytes.data() + begin, filled - begin);
  filled -= begin;
  end -= begin;
  begin = 0;
}

void Sheet::clear() {
  begin = end = filled = 0;
  judged = false;
  body = {};
  request.body = {};
}

}  // namespace server
