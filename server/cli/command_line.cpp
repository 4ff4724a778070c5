#include "server/cli/command_line.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <cstdio>

namespace server {

namespace fs = std::filesystem;

std::optional<fs::path> CommandLine::config_path() const {
  if (!config_file.empty()) return config_file;
  if (fs::exists("config.toml")) return "config.toml";
  return std::nullopt;
}

Config CommandLine::load() const {
  const auto path = config_path();
  return load_config(path ? &*path : nullptr, process_environment());
}

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what,
                      const std::string& examples) {
  auto* command = parent.add_subcommand(name, what);
  command->fallthrough();  // --config and --json may stand behind the command as well
  // CLI11 prints the description on top of a command's own help, and in its parent's list: the examples are
  // for the former alone.
  command->preparse_callback([command, what, examples](std::size_t) {
    command->description(fmt::format("Examples:\n{}\n\n{}", examples, what));
  });
  return command;
}

void answer(const CommandLine& line, const boost::json::object& object, std::string_view text) {
  const auto out = line.json ? boost::json::serialize(object) : std::string(text);
  if (!out.empty()) fmt::print("{}\n", out);
}

void say(std::string_view message) {
  std::fflush(stdout);
  fmt::print(stderr, "{}\n", message);
}

}  // namespace server
