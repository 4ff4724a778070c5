#include "views/messages/template_parts.hpp"

#include <utility>

namespace views {
namespace {

// A value in one line, whatever was typed into the order.
std::string one_line(std::string_view value) {
  std::string out;
  for (const char c : value) out += (c >= 0 && c < ' ') || c == 0x7f ? ' ' : c;
  return out;
}

// Between words that run from right to left a value keeps its own direction.
std::string isolated(const TemplateField& field, const std::string& value, const Locale& locale) {
  const bool bare = !locale.right_to_left() || field.name == "link" || value.empty();
  return bare ? value : "\u2068" + value + "\u2069";
}

}  // namespace

std::string fill_template(std::string_view body, const MessageValues& values, const Locale& locale) {
  std::string out;
  bool first = true, left_out = false;
  for (const auto line : template_lines(body)) {
    std::size_t fault = 0;
    const auto all = template_pieces(line, fault);
    std::string filled;
    bool empty = false;
    for (const auto& piece : all.value_or(std::vector{TemplatePiece{line, false, 0}})) {
      const auto* field = piece.is_field ? find_field(piece.text) : nullptr;
      if (!field) {
        filled += piece.text;
        continue;
      }
      const auto value = one_line(values.*field->value);
      empty |= value.empty() && (field->name != "link" || all->size() == 1);
      filled += isolated(*field, value, locale);
    }
    // The blank line behind one that was left out goes with it.
    const bool blank = without_blanks(filled).empty();
    if (empty || (blank && left_out)) {
      left_out = empty;
      continue;
    }
    left_out = false;
    if (!std::exchange(first, false)) out += '\n';
    out += filled;
  }
  while (out.ends_with('\n') || out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace views
