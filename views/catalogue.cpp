#include "views/catalogue.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <locale>

namespace views {

struct Catalogue::Messages {
  std::locale owner;  // facets are owned by a std::locale
  boost::locale::message_format<char>* format = nullptr;
};

Catalogue::Catalogue() = default;
Catalogue::~Catalogue() = default;

Catalogue::Catalogue(std::string_view tag, std::string_view mo_bytes)
    : messages_(std::make_unique<Messages>()) {
  namespace gettext = boost::locale::gnu_gettext;
  gettext::messages_info info;
  info.language = std::string(tag);
  info.encoding = "UTF-8";
  info.paths.emplace_back("embedded");
  info.domains.emplace_back("claimcheck");
  info.callback = [mo_bytes](const std::string&, const std::string&) {
    return std::vector<char>(mo_bytes.begin(), mo_bytes.end());
  };
  messages_->format = gettext::create_messages_facet<char>(info);
  messages_->owner = std::locale(std::locale::classic(), messages_->format);
}

std::string_view Catalogue::find(std::string_view message) const {
  if (!messages_) return message;
  // Messages are literals of the program, so the byte behind them is a zero.
  const char* found = messages_->format->get(0, nullptr, message.data());
  return found ? std::string_view{found} : message;
}

std::string_view Catalogue::find(std::string_view one, std::string_view many, long n) const {
  const auto english = n == 1 ? one : many;
  if (!messages_) return english;
  const char* found = messages_->format->get(0, nullptr, one.data(), static_cast<int>(n));
  return found ? std::string_view{found} : english;
}

std::string fill(std::string_view message, std::initializer_list<Argument> arguments, bool isolate) {
  std::string out;
  out.reserve(message.size() + 32);
  while (!message.empty()) {
    const auto open = message.find('{');
    out += message.substr(0, open);
    if (open == message.npos) break;
    message.remove_prefix(open);
    const auto close = message.find('}');
    const auto name = close == message.npos ? std::string_view{} : message.substr(1, close - 1);
    const Argument* filling = nullptr;
    for (const auto& argument : arguments)
      if (argument.first == name && close != message.npos) filling = &argument;
    if (!filling) {
      out += '{';
      message.remove_prefix(1);
      continue;
    }
    if (isolate) out += "\u2068";
    out += filling->second;
    if (isolate) out += "\u2069";
    message.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace views
