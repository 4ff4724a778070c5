#pragma once

#include <string_view>

namespace server {

// What somebody asks for who answers a message with one word (CTIA Messaging Principles, section 5.1.3).
enum class Keyword { none, stop, start, help };

// Forgives case, spaces and punctuation around the word; more words are none.
Keyword keyword_of(std::string_view answer);

}  // namespace server
