#include "server/import/text.hpp"

#include <fmt/format.h>
#include <boost/locale/utf.hpp>

namespace server {

std::string shown(std::string_view value) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  constexpr std::size_t longest = 60;  // characters
  std::string out;
  std::size_t length = 0;
  for (const char *at = value.data(), *const end = at + value.size(); at != end; ++length) {
    if (length == longest) return out + "…";
    const auto* const begin = at;
    const auto point = Utf8::decode(at, end);
    const bool broken = point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete;
    if (broken) at = begin + 1;
    if (!broken && point >= 0x20 && (point < 0x7f || point >= 0xa0))
      out.append(begin, at);
    else
      for (auto byte = begin; byte != at; ++byte)
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(*byte));
  }
  return out;
}

}  // namespace server
