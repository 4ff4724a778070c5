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

constexpr auto is_escaped = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = !entities[c].empty();
  return table;
}();

// Copies clean runs whole: most of what customers write has nothing to escape.
void append_escaped(std::string& out, std::string_view text) {
  std::size_t clean = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_escaped[static_cast<unsigned char>(text[i])]) continue;
    out.append(text.substr(clean, i - clean)).append(entity(text[i]));
    clean = i + 1;
  }
  out.append(text.substr(clean));
}

// Of each brace that stands for itself, one.
void append_undoubled(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '{' || text[i] == '}') ++i;
  }
}

}  // namespace

std::string fill_markup(const Cut& markup, std::initializer_list<Piece> pieces) {
  auto size = markup.literal.size();
  for (const auto& piece : pieces) size += piece.text.size();
  std::string out;
  out.reserve(size);
  std::size_t copied = 0;
  const auto copy_to = [&](std::size_t end) {
    const auto part = markup.literal.substr(copied, end - copied);
    if (markup.doubled)
      append_undoubled(out, part);
    else
      out.append(part);
    copied = end + 2;
  };
  const auto* slot = markup.slots;
  for (const auto& piece : pieces) {
    copy_to(*slot++);
    if (piece.is_markup)
      out.append(piece.text);
    else
      append_escaped(out, piece.text);
  }
  copy_to(markup.literal.size());
  return out;
}

}  // namespace views::detail
