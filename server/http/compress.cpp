#include "server/http/compress.hpp"

#include "server/http/text.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>

namespace server {

namespace {

constexpr int unnamed = -1;

// A weight in thousandths: "0.8" is 800. What is not a weight is 0.
int weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int value = (text[0] - '0') * 1000;
  for (std::size_t i = 2, unit = 100; i < text.size(); ++i, unit /= 10) {
    if (!is_digit(text[i])) return 0;
    value += (text[i] - '0') * static_cast<int>(unit);
  }
  return std::min(value, 1000);
}

}  // namespace

Coding choose_coding(std::string_view accept_encoding) {
  int gzip = unnamed, brotli = unnamed, identity = unnamed, any = unnamed;
  while (auto element = next_element(accept_encoding)) {
    const auto name = *next_element(*element, ';');
    int wish = 1000;
    while (const auto parameter = next_element(*element, ';'))
      if (parameter->size() > 2 && lower((*parameter)[0]) == 'q' && (*parameter)[1] == '=')
        wish = weight(parameter->substr(2));
    if (same_name(name, "br")) brotli = wish;
    if (same_name(name, "gzip") || same_name(name, "x-gzip")) gzip = wish;
    if (same_name(name, "identity")) identity = wish;
    if (name == "*") any = wish;
  }
  const auto wished = [&](int named) { return std::max(0, named == unnamed ? any : named); };
  if (wished(brotli) > 0 && wished(brotli) >= std::max(wished(gzip), identity)) return Coding::brotli;
  if (wished(gzip) > 0 && wished(gzip) >= identity) return Coding::gzip;
  return Coding::identity;
}

std::string_view name_of(Coding coding) {
  constexpr std::array<std::string_view, 3> names{"identity", "gzip", "br"};
  return names[static_cast<std::size_t>(coding)];
}

bool shrinks(std::string_view content_type) {
  const auto type = lower_case(trimmed(content_type.substr(0, content_type.find(';'))));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
         type.ends_with("javascript");
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int with_gzip_header = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, with_gzip_header, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc{};
  std::string out(bytes.size(), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool fewer = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(fewer ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view bytes, int quality) {
  std::string out(bytes.size(), '\0');
  std::size_t size = out.size();
  const bool fewer = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                                           reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                           reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  out.resize(fewer ? size : 0);
  return out;
}

}  // namespace server
