#pragma once

#include <cstddef>
#include <string_view>

namespace orders {

// Bytes that people's texts may have.
inline constexpr std::size_t longest_name = 200;
inline constexpr std::size_t longest_note = 4'000;
inline constexpr std::size_t longest_line_description = 500;
inline constexpr std::size_t longest_document = 100'000;

// Well-formed UTF-8 (RFC 3629) without control characters other than newline and tab.
bool is_plain_text(std::string_view text);

}  // namespace orders
