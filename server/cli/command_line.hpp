#pragma once

#include "server/config.hpp"

#include <CLI/App.hpp>

#include <boost/json/object.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace server {

// What every command shares, and the one that was chosen.
struct CommandLine {
  std::string config_file = {};  // empty: ./config.toml if there is one
  bool json = false;             // answers for programs
  std::function<void()> run = {};

  std::optional<std::filesystem::path> config_path() const;
  Config load() const;  // throws ConfigError
};

// One subcommand: what it does in a line, and examples, which come first in its help.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what,
                      const std::string& examples);

// Each adds its family of commands.
void add_serve_commands(CLI::App& app, CommandLine& line);     // serve, demo, routes
void add_setup_commands(CLI::App& app, CommandLine& line);     // keygen, init, shop add, location add
void add_people_commands(CLI::App& app, CommandLine& line);    // staff …, api-key …
void add_order_commands(CLI::App& app, CommandLine& line);     // link, stage
void add_import_command(CLI::App& app, CommandLine& line);     // import
void add_evidence_commands(CLI::App& app, CommandLine& line);  // verify, export, checkpoint
void add_data_commands(CLI::App& app, CommandLine& line);      // migrate, backup, restore, config check

// On standard output: the object for programs, or the text for people.
void answer(const CommandLine& line, const boost::json::object& object, std::string_view text);
void say(std::string_view message);  // on standard error

}  // namespace server
