#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The few rules of RFC 9110's grammar that several files here need. ASCII only, no locale.
namespace server {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool same_name(std::string_view a, std::string_view b);  // in any case
std::string lower_case(std::string_view text);
std::size_t token_length(std::string_view text);  // how much of its beginning is one
bool is_token(std::string_view text);             // RFC 9110 section 5.6.2; false when empty
std::string_view trimmed(std::string_view text);  // without spaces and tabs at its ends

// Takes the next element, trimmed, off a list separated by commas; nullopt at its end.
std::optional<std::string_view> next_element(std::string_view& list, char separator = ',');

// Whether the text is well-formed UTF-8: no overlong form, no surrogate, nothing cut.
bool is_utf8(std::string_view text);

}  // namespace server
