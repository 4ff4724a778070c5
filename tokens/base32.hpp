#pragma once

#include "tokens/hash.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tokens {

// Crockford's base 32 (crockford.com/base32.html) in lower case: no i, l, o and u, so that it survives being
// read out and typed in.
inline constexpr std::string_view base32_alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

// What a character stands for, 0 to 31: either case, o is 0, i and l are 1. -1 for any other.
int base32_value(char c);

// The first out.size() * 5 bits of `data`, most significant first. `data` must hold them.
void base32_encode(Bytes data, std::span<char> out);

// So many random characters, five bits each.
std::string random_base32(std::size_t length);

// Whether `text` is exactly so many characters of the alphabet, as written by us.
bool is_base32(std::string_view text, std::size_t length);

}  // namespace tokens
