#include "rules.hpp"

#include <algorithm>
#include <cctype>
#include <regex>

namespace house {
namespace {

constexpr std::ptrdiff_t most_lines = 400;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string library_fault(std::string_view room, const std::string& header) {
  static const std::regex standard{"[a-z_0-9]+"};
  if (room == "orders" && !std::regex_match(header, standard))
    return "orders includes the standard library alone";
  if (room != "store" && (header.starts_with("sqlite3") || header.starts_with("SQLiteCpp/")))
    return "SQLite stays in store";
  if (room != "server" && header.starts_with("boost/beast")) return "Beast stays in server";
  return {};
}

// Reads C++ from one string literal to the next, past comments and character literals.
class Literals {
 public:
  explicit Literals(std::string_view source) : rest_(source) {}

  bool next(std::string_view& literal) {
    while (!rest_.empty()) {
      if (rest_.starts_with("//"))
        skip_past("\n");
      else if (rest_.starts_with("/*"))
        skip_past("*/");
      else if (is_raw())
        return raw(literal);
      else if (rest_.front() == '"')
        return quoted('"', literal);
      else if (rest_.front() == '\'' && !is_letter_or_digit(before_))
        quoted('\'', literal);
      else
        advance(1);
    }
    return false;
  }

 private:
  static bool is_letter_or_digit(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  }

  // R"…( not at the end of a longer name; u8R and its like are not written here.
  bool is_raw() const { return rest_.starts_with("R\"") && !is_letter_or_digit(before_); }

  void advance(std::size_t count) {
    count = std::min(count, rest_.size());
    if (count > 0) before_ = rest_[count - 1];
    rest_.remove_prefix(count);
  }

  void skip_past(std::string_view mark) {
    const auto found = rest_.find(mark);
    advance(found == std::string_view::npos ? rest_.size() : found + mark.size());
  }

  bool quoted(char mark, std::string_view& literal) {
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != mark) end += rest_[end] == '\\' ? 2 : 1;
    literal = rest_.substr(1, std::min(end, rest_.size()) - 1);
    advance(end + 1);
    return true;
  }

  bool raw(std::string_view& literal) {
    const auto open = rest_.find('(');
    if (open == std::string_view::npos) return advance(rest_.size()), false;
    const auto end_mark = ")" + std::string(rest_.substr(2, open - 2)) + "\"";
    const auto end = std::min(rest_.find(end_mark), rest_.size());
    literal = rest_.substr(open + 1, end - open - 1);
    advance(end + end_mark.size());
    return true;
  }

  std::string_view rest_;
  char before_ = '\n';
};

bool holds_markup(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (text[i] == '<' && (is_letter(text[i + 1]) || text[i + 1] == '/' || text[i + 1] == '!')) return true;
  return false;
}

}  // namespace

const std::vector<Room>& rooms() {
  static const std::vector<Room> all{
      {"orders", {}},
      {"tokens", {"orders"}},
      {"store", {"orders", "tokens"}},
      {"views", {"orders"}},
      {"outbox", {"orders", "tokens", "store", "views"}},
      {"server", {"orders", "tokens", "store", "views", "outbox"}},
  };
  return all;
}

std::vector<std::string> wrong_includes(const Room& room, std::string_view source) {
  static const std::regex include{R"re((?:^|\n)[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>))re"};
  std::vector<std::string> faults;
  const std::string text{source};
  for (std::sregex_iterator found{text.begin(), text.end(), include}, end; found != end; ++found) {
    const auto own = found->str(1), library = found->str(2);
    const auto target = own.substr(0, own.find('/'));
    const bool outside = target == "tests" || target == "bench";
    const bool other_room =
        target != room.name && std::ranges::find(rooms(), target, &Room::name) != rooms().end();
    if (outside || (other_room && !room.below.contains(target)))
      faults.push_back("\"" + own + "\": " + std::string(room.name) + " stands below it");
    const auto fault = library.empty() ? std::string{} : library_fault(room.name, library);
    if (!fault.empty()) faults.push_back("<" + library + ">: " + fault);
  }
  return faults;
}

std::vector<std::string> markup_literals(std::string_view source) {
  std::vector<std::string> faults;
  Literals literals{source};
  for (std::string_view literal; literals.next(literal);)
    if (holds_markup(literal)) faults.emplace_back(literal);
  return faults;
}

bool is_too_long(std::string_view source) {
  if (std::ranges::count(source, '\n') <= most_lines) return false;
  std::size_t head = 0;
  for (int line = 0; line < 5; ++line) head = source.find('\n', head) + 1;
  return source.substr(0, head).find("Longer than 400 lines because") == std::string_view::npos;
}

}  // namespace house
