#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace server {

enum class Coding : std::uint8_t { identity, gzip, brotli };

// What the sender of this Accept-Encoding wants most (RFC 9110 section 12.5.3); among equals brotli, then
// gzip.
Coding choose_coding(std::string_view accept_encoding);
std::string_view name_of(Coding coding);  // as in Content-Encoding

// Whether bytes of that media type shrink.
bool shrinks(std::string_view content_type);
constexpr std::size_t worth_compressing = 600;  // bytes; below, one packet holds it anyway

// The compressed bytes, empty when they would not be fewer. Levels 1 to 9 and 0 to 11. Throws std::bad_alloc.
std::string gzip(std::string_view bytes, int level);
std::string brotli(std::string_view bytes, int quality);

}  // namespace server
