#include "server/messages/keyword.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace server {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

Keyword keyword_of(std::string_view answer) {
  while (!answer.empty() && !is_letter(answer.front())) answer.remove_prefix(1);
  while (!answer.empty() && !is_letter(answer.back())) answer.remove_suffix(1);
  std::string word;
  for (const char c : answer) word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  constexpr std::array<std::string_view, 6> stop{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"};
  constexpr std::array<std::string_view, 3> start{"START", "UNSTOP", "YES"};
  constexpr std::array<std::string_view, 2> help{"HELP", "INFO"};
  if (among(stop, word)) return Keyword::stop;
  if (among(start, word)) return Keyword::start;
  return among(help, word) ? Keyword::help : Keyword::none;
}

}  // namespace server
