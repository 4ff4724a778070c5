#include "views/html.hpp"

namespace views::detail {

namespace {

constexpr auto entities = [] {
  std::array<std::string_view, 256> table{};
  table['&'] = "&amp;";
  table['<'] = "&lt;";
  table['>'] = "&gt;";
  table['"'] = "&quot;";
  table['\''] = "&#39;";
  return table;
}();

std::string_view entity(char c) { return entities[static_cast<unsigned char>(c)]; }

// Copies clean runs whole: most of what customers write has nothing to escape.
void append_escaped(std::string& out, std::string_view text) {
  std::size_t clean = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (entity(text[i]).empty()) continue;
    out.append(text.substr(clean, i - clean)).append(entity(text[i]));
    clean = i + 1;
  }
  out.append(text.substr(clean));
}

}  // namespace

std::string fill_markup(std::string_view literal, std::initializer_list<Piece> pieces) {
  auto size = literal.size();
  for (const auto& piece : pieces) size += piece.text.size();
  std::string out;
  out.reserve(size);
  const auto* piece = pieces.begin();
  std::size_t copied = 0;
  for (std::size_t at = 0; at < literal.size(); ++at) {
    if (literal[at] != '{' && literal[at] != '}') continue;
    const bool doubled = literal[at] == literal[at + 1];  // a brace that stands for itself
    out.append(literal.substr(copied, at + (doubled ? 1 : 0) - copied));
    copied = at++ + 2;
    if (doubled) continue;
    if (piece->is_markup)
      out.append(piece->text);
    else
      append_escaped(out, piece->text);
    ++piece;
  }
  return out.append(literal.substr(copied));
}

}  // namespace views::detail
