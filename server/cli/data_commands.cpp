#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"
#include "server/http/tls.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

void migrate(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "migrate", "Brings the store's schema up to date; the service does so itself when it starts.",
      "  claimcheck migrate --dry-run\n  claimcheck migrate");
  const auto dry_run = std::make_shared<bool>(false);
  command->add_flag("--dry-run", *dry_run, "Only say what would be done");
  command->callback([&line, dry_run] {
    line.run = [&line, dry_run] {
      json::array list;
      std::string text;
      for (const auto& step : store::migrate(store_options(line.load()), *dry_run)) {
        list.push_back(json::object{{"number", step.number}, {"name", step.name}, {"applied", step.applied}});
        text += fmt::format("{}{:04} {} {}", text.empty() ? "" : "\n", step.number, step.name,
                            step.applied ? "applied" : "to do");
      }
      answer(line, {{"migrations", std::move(list)}}, text);
    };
  });
}

void backup(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "backup", "Writes a consistent copy of the store (mode 0600), while the service runs too.",
      "  claimcheck backup /srv/backup/claimcheck-monday.db");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "The copy")->required()->type_name("FILE");
  command->callback([&line, file] {
    line.run = [&line, file] {
      const auto config = line.load();
      store::backup(store_options(config), *file);
      say(fmt::format(
          "The key file {} is not in it: keep a copy of that too, or every link in this backup is dead.",
          config.keys.file.string()));
    };
  });
}

void restore(CLI::App& app, CommandLine& line) {
  auto* command =
      add_command(app, "restore", "Puts a backup in the store's place; the service must not be running.",
                  "  claimcheck restore /srv/backup/claimcheck-monday.db\n"
                  "  claimcheck restore /srv/backup/claimcheck-monday.db --replace");
  struct Options {
    std::string file;
    bool replace = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("file", options->file, "What backup wrote")->required()->type_name("FILE");
  command->add_flag("--replace", options->replace, "Give up what is in the store now");
  command->callback([&line, options] {
    line.run = [&line, options] {
      store::restore(store_options(line.load()), options->file, options->replace);
    };
  });
}

void config_check(CLI::App& app, CommandLine& line) {
  auto* config = app.add_subcommand("config", "Configuration: check")->require_subcommand(1)->fallthrough();
  auto* command = add_command(
      *config, "check", "Reads the configuration as serve would and names every fault; exits with 3 then.",
      "  claimcheck config check\n  claimcheck config check --config /etc/claimcheck/config.toml --print");
  const auto print = std::make_shared<bool>(false);
  command->add_flag("--print", *print, "Print every key and its value; but no secret");
  command->callback([&line, print] {
    line.run = [&line, print] {
      const auto loaded = line.load();
      if (!loaded.tls.certificate.empty()) TlsContext{loaded.tls.certificate, loaded.tls.key};
      if (*print) return fmt::print("{}", print_config(loaded));
      const auto path = line.config_path();
      say(path ? path->string() + " is good" : "no config.toml here: the built-in defaults are good");
    };
  });
}

}  // namespace

void add_data_commands(CLI::App& app, CommandLine& line) {
  migrate(app, line);
  backup(app, line);
  restore(app, line);
  config_check(app, line);
}

}  // namespace server
