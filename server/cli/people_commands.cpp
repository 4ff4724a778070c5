#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

void staff_add(CLI::App& app, CommandLine& line) {
  auto* staff =
      app.add_subcommand("staff", "People who work in a shop: add")->require_subcommand(1)->fallthrough();
  auto* command =
      add_command(*staff, "add", "Adds a person; their one-time sign-in link (24 h) is printed once.",
                  "  claimcheck staff add --email bo@harbour.example --name \"Bo Hale\" --role technician");
  struct Options {
    std::string shop, email, name, role = "technician";
  };
  const auto options = std::make_shared<Options>();
  command->add_option("--shop", options->shop, "Needed when there are several")->type_name("SLUG");
  command->add_option("--email", options->email, "Signs in with it")->required()->type_name("ADDRESS");
  command->add_option("--name", options->name, "As colleagues know them")->required()->type_name("NAME");
  command->add_option("--role", options->role, "owner, manager, technician or viewer")
      ->type_name("ROLE")
      ->capture_default_str();
  command->callback([&line, options] {
    line.run = [&line, options] {
      const json::object request{{"shop", options->shop},
                                 {"email", options->email},
                                 {"name", options->name},
                                 {"role", options->role}};
      const auto made = AdminHost{line.load()}.ask("add_staff", request);
      answer(line, made, fmt::format("sign-in (once, 24 h): {}", made.at("sign_in").as_string().c_str()));
    };
  });
}

void api_key_create(CLI::App& app, CommandLine& line) {
  auto* key =
      app.add_subcommand("api-key", "Keys for other systems: create")->require_subcommand(1)->fallthrough();
  auto* command = add_command(*key, "create", "Makes an API key of a shop and prints it once.",
                              "  claimcheck api-key create --name \"till at the counter\" > till.key");
  struct Options {
    std::string shop, name;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("--shop", options->shop, "Needed when there are several")->type_name("SLUG");
  command->add_option("--name", options->name, "What it is for")->required()->type_name("TEXT");
  command->callback([&line, options] {
    line.run = [&line, options] {
      const json::object request{{"shop", options->shop}, {"name", options->name}};
      const auto made = AdminHost{line.load()}.ask("create_api_key", request);
      answer(line, made, made.at("api_key").as_string());
    };
  });
}

}  // namespace

void add_people_commands(CLI::App& app, CommandLine& line) {
  staff_add(app, line);
  api_key_create(app, line);
}

}  // namespace server
