#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"
#include "server/import/lines.hpp"
#include "tokens/keys.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <iostream>

namespace {

using namespace server;

// Every way in which a command can end other than well, as one sentence and an exit code.
int explain(const std::exception_ptr& problem) {
  const auto because = [](ExitCode code, const std::exception& why) {
    say(std::string("claimcheck: ") + why.what());
    return code;
  };
  try {
    std::rethrow_exception(problem);
  } catch (const Stop& why) {
    return because(why.code, why);
  } catch (const ConfigError& why) {
    return because(bad_configuration, why);
  } catch (const tokens::KeyFileError& why) {
    return because(bad_configuration, why);
  } catch (const store::Locked& why) {
    return because(already_running, why);
  } catch (const store::Damaged& why) {
    return because(damaged_data, why);
  } catch (const store::NewerSchema& why) {
    return because(damaged_data, why);
  } catch (const std::invalid_argument& why) {  // of a store URL
    return because(bad_configuration, why);
  } catch (const std::exception& why) {
    return because(failed, why);
  }
}

int run(int argc, char** argv) {
  CLI::App app{"Lets a repair shop's customers follow their order behind a link of their own.", "claimcheck"};
  CommandLine line;
  app.set_version_flag("--version", "claimcheck " CLAIMCHECK_VERSION);
  app.add_option("--config", line.config_file, "Configuration; without it ./config.toml if there is one")
      ->type_name("FILE");
  app.add_flag("--json", line.json, "Answer as JSON where a program may read it");
  app.require_subcommand(1);
  app.footer(
      "Begin with: claimcheck demo\nHelp on a command: claimcheck COMMAND --help\n"
      "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 bad configuration, 4 damaged data, 5 already running");
  add_serve_commands(app, line);
  add_setup_commands(app, line);
  add_people_commands(app, line);
  add_order_commands(app, line);
  add_import_command(app, line);
  add_evidence_commands(app, line);
  add_data_commands(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault, std::cout, std::cerr) == 0 ? ok : wrong_usage;
  }
  line.run();
  return ok;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (...) {
    return explain(std::current_exception());
  }
}
