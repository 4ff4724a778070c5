#include "views/messages/template.hpp"

#include "orders/text.hpp"

#include <algorithm>
#include <array>

namespace views {
namespace {

using orders::Topic;

constexpr std::size_t longest_subject = 200, longest_body = 4'000;

struct Field {
  std::string_view name;
  std::string MessageValues::*value;
  bool always = false;  // has something to say in every message
};
constexpr std::array fields{
    Field{"shop", &MessageValues::shop, true},     Field{"order", &MessageValues::order, true},
    Field{"customer", &MessageValues::customer},   Field{"device", &MessageValues::device, true},
    Field{"status", &MessageValues::status, true}, Field{"link", &MessageValues::link, true},
    Field{"total", &MessageValues::total},         Field{"ready_at", &MessageValues::ready_at},
    Field{"hours", &MessageValues::hours},         Field{"reason", &MessageValues::reason},
    Field{"phone", &MessageValues::phone}};

const Field* find(std::string_view name) {
  const auto field = std::ranges::find(fields, name, &Field::name);
  return field == fields.end() ? nullptr : &*field;
}

bool one_of(Topic topic, std::initializer_list<Topic> topics) {
  return std::ranges::find(topics, topic) != topics.end();
}

// Whether a topic ever fills a field.
bool fills(Topic topic, std::string_view field) {
  if (field == "total")
    return one_of(topic, {Topic::quote_ready, Topic::quote_reminder, Topic::ready, Topic::receipt,
                          Topic::collection_reminder, Topic::payment_reminder});
  if (field == "ready_at" || field == "reason")
    return one_of(topic, {Topic::confirmation, Topic::status_changed, Topic::message, Topic::invite});
  return true;
}

bool always(Topic topic, const Field& field) {
  return field.always || (field.name == "total" && one_of(topic, {Topic::quote_ready, Topic::quote_reminder,
                                                                  Topic::payment_reminder}));
}

// One piece of a line: plain text, or a field's name.
struct Piece {
  std::string_view text = {};
  bool is_field = false;
  std::size_t at = 0;  // bytes into the line
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// nullopt at an opening that is never closed, whose place goes into `fault`.
std::optional<std::vector<Piece>> pieces(std::string_view line, std::size_t& fault) {
  std::vector<Piece> all;
  for (std::size_t at = 0; at < line.size();) {
    const auto open = std::min(line.find("{{", at), line.size());
    if (open > at) all.push_back({line.substr(at, open - at), false, at});
    if (open == line.size()) break;
    const auto close = line.find("}}", open);
    if (close == line.npos) {
      fault = open;
      return std::nullopt;
    }
    all.push_back({trimmed(line.substr(open + 2, close - open - 2)), true, open});
    at = close + 2;
  }
  return all;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> all;
  for (;;) {
    const auto end = text.find('\n');
    all.push_back(text.substr(0, end));
    if (end == text.npos) return all;
    text.remove_prefix(end + 1);
  }
}

int characters(std::string_view text) {
  return static_cast<int>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string braced(std::string_view name) { return "{{" + std::string(name) + "}}"; }

// Goes through one part of a template and keeps what is wrong with it.
class Reader {
 public:
  Reader(const orders::MessageTemplate& words, std::vector<TemplateFault>& faults)
      : words_(words), faults_(faults) {}

  void subject() {
    part_ = "subject";
    for (line_ = 1; const auto line : lines(words_.subject)) {
      if (line_ > 1) return fault(line, 0, "a subject has one line");
      for (const auto& piece : read(line)) {
        if (!piece.is_field) continue;
        const auto* field = known(line, piece);
        if (piece.text == "link")
          fault(line, piece.at, "a link does not work in a subject");
        else if (field && !always(words_.topic, *field))
          fault(line, piece.at, braced(piece.text) + " can be empty, which a subject must not be");
      }
      ++line_;
    }
  }

  void body() {
    part_ = "body";
    int links = 0;
    line_ = 0;
    for (const auto line : lines(words_.body)) {
      ++line_;
      const auto all = read(line);
      const bool has_link =
          std::ranges::any_of(all, [](const Piece& p) { return p.is_field && p.text == "link"; });
      for (const auto& piece : all) {
        if (!piece.is_field) continue;
        const auto* field = known(line, piece);
        if (piece.text == "link" && ++links == 2) fault(line, piece.at, "{{link}} stands there once");
        if (piece.text == "link" && words_.route == orders::Route::email && trimmed(line) != "{{link}}")
          fault(line, piece.at, "{{link}} becomes a button: give it a line of its own");
        if (field && has_link && !always(words_.topic, *field))
          fault(line, piece.at,
                braced(piece.text) +
                    " can be empty, and its line is then left out: keep it off "
                    "the line of {{link}}");
      }
    }
    if (links == 0) faults_.push_back({"body", line_, 1, "{{link}} is missing"});
  }

 private:
  std::vector<Piece> read(std::string_view line) {
    std::size_t at = 0;
    if (auto all = pieces(line, at)) return *std::move(all);
    fault(line, at, "{{ is not closed by }} on the same line");
    return {};
  }

  const Field* known(std::string_view line, const Piece& piece) {
    const auto* field = find(piece.text);
    std::string may;
    for (const auto name : template_fields(words_.topic))
      may += (may.empty() ? "" : ", ") + std::string(name);
    if (!field) {
      fault(line, piece.at, braced(piece.text) + " is no field; there are " + may);
    } else if (!fills(words_.topic, field->name)) {
      fault(line, piece.at,
            braced(piece.text) + " is never filled in " + std::string(name(words_.topic)) + "; there are " +
                may);
      return nullptr;
    }
    return field;
  }

  void fault(std::string_view line, std::size_t at, std::string words) {
    faults_.push_back({part_, line_, characters(line.substr(0, at)) + 1, std::move(words)});
  }

  const orders::MessageTemplate& words_;
  std::vector<TemplateFault>& faults_;
  std::string part_;
  int line_ = 1;
};

// A value in one line, whatever was typed into the order.
std::string one_line(std::string_view value) {
  std::string out;
  for (const char c : value) out += (c >= 0 && c < ' ') || c == 0x7f ? ' ' : c;
  return out;
}

// Between words that run from right to left a value keeps its own direction.
std::string isolated(const Field& field, const std::string& value, const Locale& locale) {
  const bool bare = !locale.right_to_left() || field.name == "link" || value.empty();
  return bare ? value : "\u2068" + value + "\u2069";
}

}  // namespace

std::string TemplateFault::text() const {
  return part + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + words;
}

std::vector<std::string_view> template_fields(Topic topic) {
  std::vector<std::string_view> all;
  for (const auto& field : fields)
    if (fills(topic, field.name)) all.push_back(field.name);
  return all;
}

std::vector<TemplateFault> template_faults(const orders::MessageTemplate& words) {
  std::vector<TemplateFault> faults;
  if (std::ranges::find(orders::switchable_topics, words.topic) == orders::switchable_topics.end())
    return {{"body", 1, 1, "messages of this topic have no words of their own"}};
  const bool mail = words.route == orders::Route::email;
  if (words.body.size() > longest_body) faults.push_back({"body", 1, 1, "at most 4,000 bytes"});
  if (words.subject.size() > longest_subject) faults.push_back({"subject", 1, 1, "at most 200 bytes"});
  if (mail && trimmed(words.subject).empty()) faults.push_back({"subject", 1, 1, "a mail needs a subject"});
  if (!mail && !words.subject.empty()) faults.push_back({"subject", 1, 1, "only mails have a subject"});
  for (const auto& [part, text] : {std::pair{"subject", &words.subject}, std::pair{"body", &words.body}})
    if (!orders::is_plain_text(*text)) faults.push_back({part, 1, 1, "not plain text"});
  if (!faults.empty()) return faults;
  Reader reader{words, faults};
  if (mail) reader.subject();
  reader.body();
  return faults;
}

std::string fill_template(std::string_view body, const MessageValues& values, const Locale& locale) {
  std::string out;
  bool first = true, left_out = false;
  for (const auto line : lines(body)) {
    std::size_t fault = 0;
    const auto all = pieces(line, fault);
    std::string filled;
    bool empty = false;
    for (const auto& piece : all.value_or(std::vector{Piece{line, false, 0}})) {
      const auto* field = piece.is_field ? find(piece.text) : nullptr;
      if (!field) {
        filled += piece.text;
        continue;
      }
      const auto value = one_line(values.*field->value);
      empty |= value.empty() && (field->name != "link" || all->size() == 1);
      filled += isolated(*field, value, locale);
    }
    // The blank line behind one that was left out goes with it.
    const bool blank = trimmed(filled).empty();
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
