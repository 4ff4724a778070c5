#include "server/config_keys.hpp"

#include <toml++/toml.h>

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace server {
namespace {

constexpr std::string_view head =
    R"(# Configuration of claimcheck. Every key is here with its default; leave out what you do not change.
# A variable of the environment beats this file: CLAIMCHECK_SERVER_LISTEN=127.0.0.1:9000, lists with commas.
# Paths are relative to the folder in which claimcheck is started.
)";

std::string quoted(const std::string& text) {
  std::ostringstream out;
  const toml::value value{text};
  out << toml::toml_formatter{
      value, toml::toml_formatter::default_flags & ~toml::format_flags::allow_literal_strings};
  return out.str();
}

std::string toml_text(const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  std::string list;
  for (const auto& entry : std::get<std::vector<std::string>>(value))
    list += (list.empty() ? "" : ", ") + quoted(entry);
  return '[' + list + ']';
}

// A comment of at most 100 columns a line.
std::string comment(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    auto end = text.size() <= 98 ? text.size() : text.rfind(' ', 98);
    lines += fmt::format("# {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::string print_config(const Config& config) {
  std::string out{head};
  std::string_view table;
  for (const auto& key : config_keys()) {
    if (key.table != table)
      out += fmt::format("\n[{}]\n", table = key.table);
    else
      out += '\n';
    out += comment(key.help);
    const auto* range = std::get_if<Range>(&key.allowed);
    out += fmt::format("# Default {}{}.\n", toml_text(value_of(key, Config{})),
                       range ? fmt::format(", from {} to {}", range->least, range->most) : "");
    if (key.secret && value_of(key, config) != value_of(key, Config{}))
      out += fmt::format("# {} = set, and not shown\n", key.name);
    else
      out += fmt::format("{} = {}\n", key.name, toml_text(value_of(key, config)));
  }
  return out;
}

}  // namespace server
