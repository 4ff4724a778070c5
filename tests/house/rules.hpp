#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

// The house's rules about its own source text, as functions of that text. Each answers what is at fault,
// empty when all is well.
namespace house {

// The rooms, from the ground up; each may include itself and what `below` names.
struct Room {
  std::string_view name;
  std::set<std::string_view> below;
};
const std::vector<Room>& rooms();

// Includes that point up or sideways, or a library into a room that keeps it out.
std::vector<std::string> wrong_includes(const Room& room, std::string_view source);

// String literals of C++ that hold markup: `<` before a letter, `/` or `!`.
std::vector<std::string> markup_literals(std::string_view source);

// Whether a file is longer than 400 lines without saying why in its first five.
bool is_too_long(std::string_view source);

}  // namespace house
