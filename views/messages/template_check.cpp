#include "orders/text.hpp"
#include "views/messages/template_parts.hpp"

#include <algorithm>

namespace views {
namespace {

constexpr std::size_t longest_subject = 200, longest_body = 4'000;

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
    for (line_ = 1; const auto line : template_lines(words_.subject)) {
      if (line_ > 1) return fault(line, 0, "a subject has one line");
      for (const auto& piece : read(line)) {
        if (!piece.is_field) continue;
        const auto* field = known(line, piece);
        if (piece.text == "link")
          fault(line, piece.at, "a link does not work in a subject");
        else if (field && !always_fills(words_.topic, *field))
          fault(line, piece.at, braced(piece.text) + " can be empty, which a subject must not be");
      }
      ++line_;
    }
  }

  void body() {
    part_ = "body";
    int links = 0;
    line_ = 0;
    for (const auto line : template_lines(words_.body)) {
      ++line_;
      const auto all = read(line);
      const bool has_link =
          std::ranges::any_of(all, [](const TemplatePiece& p) { return p.is_field && p.text == "link"; });
      for (const auto& piece : all) {
        if (!piece.is_field) continue;
        const auto* field = known(line, piece);
        if (piece.text == "link" && ++links == 2) fault(line, piece.at, "{{link}} stands there once");
        if (piece.text == "link" && words_.route == orders::Route::email &&
            without_blanks(line) != "{{link}}")
          fault(line, piece.at, "{{link}} becomes a button: give it a line of its own");
        if (field && has_link && !always_fills(words_.topic, *field))
          fault(line, piece.at,
                braced(piece.text) +
                    " can be empty, and its line is then left out: keep it off "
                    "the line of {{link}}");
      }
    }
    if (links == 0) faults_.push_back({"body", line_, 1, "{{link}} is missing"});
  }

 private:
  std::vector<TemplatePiece> read(std::string_view line) {
    std::size_t at = 0;
    if (auto all = template_pieces(line, at)) return *std::move(all);
    fault(line, at, "{{ is not closed by }} on the same line");
    return {};
  }

  const TemplateField* known(std::string_view line, const TemplatePiece& piece) {
    const auto* field = find_field(piece.text);
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

}  // namespace

std::string TemplateFault::text() const {
  return part + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + words;
}

std::vector<TemplateFault> template_faults(const orders::MessageTemplate& words) {
  std::vector<TemplateFault> faults;
  if (std::ranges::find(orders::switchable_topics, words.topic) == orders::switchable_topics.end())
    return {{"body", 1, 1, "messages of this topic have no words of their own"}};
  const bool mail = words.route == orders::Route::email;
  if (words.body.size() > longest_body) faults.push_back({"body", 1, 1, "at most 4,000 bytes"});
  if (words.subject.size() > longest_subject) faults.push_back({"subject", 1, 1, "at most 200 bytes"});
  if (mail && without_blanks(words.subject).empty())
    faults.push_back({"subject", 1, 1, "a mail needs a subject"});
  if (!mail && !words.subject.empty()) faults.push_back({"subject", 1, 1, "only mails have a subject"});
  for (const auto& [part, text] : {std::pair{"subject", &words.subject}, std::pair{"body", &words.body}})
    if (!orders::is_plain_text(*text)) faults.push_back({part, 1, 1, "not plain text"});
  if (!faults.empty()) return faults;
  Reader reader{words, faults};
  if (mail) reader.subject();
  reader.body();
  return faults;
}

}  // namespace views
