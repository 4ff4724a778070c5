#include "views/messages/template_parts.hpp"

#include <algorithm>
#include <array>

namespace views {
namespace {

using orders::Topic;

constexpr std::array fields{TemplateField{"shop", &MessageValues::shop, true},
                            TemplateField{"order", &MessageValues::order, true},
                            TemplateField{"customer", &MessageValues::customer},
                            TemplateField{"device", &MessageValues::device, true},
                            TemplateField{"status", &MessageValues::status, true},
                            TemplateField{"link", &MessageValues::link, true},
                            TemplateField{"total", &MessageValues::total},
                            TemplateField{"ready_at", &MessageValues::ready_at},
                            TemplateField{"hours", &MessageValues::hours},
                            TemplateField{"reason", &MessageValues::reason},
                            TemplateField{"phone", &MessageValues::phone}};

bool one_of(Topic topic, std::initializer_list<Topic> topics) {
  return std::ranges::find(topics, topic) != topics.end();
}

}  // namespace

const TemplateField* find_field(std::string_view name) {
  const auto field = std::ranges::find(fields, name, &TemplateField::name);
  return field == fields.end() ? nullptr : &*field;
}

bool fills(Topic topic, std::string_view field) {
  if (field == "total")
    return one_of(topic, {Topic::quote_ready, Topic::quote_reminder, Topic::ready, Topic::receipt,
                          Topic::collection_reminder, Topic::payment_reminder});
  if (field == "ready_at" || field == "reason")
    return one_of(topic, {Topic::confirmation, Topic::status_changed, Topic::message, Topic::invite});
  return true;
}

bool always_fills(Topic topic, const TemplateField& field) {
  return field.always || (field.name == "total" && one_of(topic, {Topic::quote_ready, Topic::quote_reminder,
                                                                  Topic::payment_reminder}));
}

std::vector<std::string_view> template_fields(Topic topic) {
  std::vector<std::string_view> all;
  for (const auto& field : fields)
    if (fills(topic, field.name)) all.push_back(field.name);
  return all;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<std::vector<TemplatePiece>> template_pieces(std::string_view line, std::size_t& fault) {
  std::vector<TemplatePiece> all;
  for (std::size_t at = 0; at < line.size();) {
    const auto open = std::min(line.find("{{", at), line.size());
    if (open > at) all.push_back({line.substr(at, open - at), false, at});
    if (open == line.size()) break;
    const auto close = line.find("}}", open);
    if (close == line.npos) {
      fault = open;
      return std::nullopt;
    }
    all.push_back({without_blanks(line.substr(open + 2, close - open - 2)), true, open});
    at = close + 2;
  }
  return all;
}

std::vector<std::string_view> template_lines(std::string_view text) {
  std::vector<std::string_view> all;
  for (;;) {
    const auto end = text.find('\n');
    all.push_back(text.substr(0, end));
    if (end == text.npos) return all;
    text.remove_prefix(end + 1);
  }
}

}  // namespace views
