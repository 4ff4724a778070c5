#pragma once

#include "views/messages/template.hpp"

#include <optional>
#include <string_view>
#include <vector>

// What reading and filling a template share.
namespace views {

struct TemplateField {
  std::string_view name;
  std::string MessageValues::*value;
  bool always = false;  // has something to say in every message
};
const TemplateField* find_field(std::string_view name);  // nullptr: there is none
// Whether a topic ever fills a field, and whether it always does.
bool fills(orders::Topic topic, std::string_view field);
bool always_fills(orders::Topic topic, const TemplateField& field);

// One piece of a line: plain text, or a field's name.
struct TemplatePiece {
  std::string_view text = {};
  bool is_field = false;
  std::size_t at = 0;  // bytes into the line
};
// nullopt at an opening that is never closed, whose place goes into `fault`.
std::optional<std::vector<TemplatePiece>> template_pieces(std::string_view line, std::size_t& fault);
std::vector<std::string_view> template_lines(std::string_view text);
std::string_view without_blanks(std::string_view text);  // at both ends

}  // namespace views
