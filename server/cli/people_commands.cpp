#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

// The options of one command, gathered straight into the request that they become.
using Request = std::shared_ptr<json::object>;

CLI::Option* option(CLI::App& command, const Request& request, const std::string& flags, std::string member,
                    const std::string& what, const std::string& type) {
  const auto keep = [request, member = std::move(member)](const std::string& value) {
    (*request)[member] = value;
  };
  return command.add_option_function<std::string>(flags, keep, what)->type_name(type);
}

Request begin(CLI::App& command) {
  auto request = std::make_shared<json::object>();
  option(command, request, "--shop", "shop", "Needed when there are several", "SLUG");
  return request;
}

// What it answers people is made of the answer for programs.
void ask(CommandLine& line, CLI::App& command, std::string operation, Request request,
         std::string (*in_words)(const json::object&)) {
  command.callback([&line, operation = std::move(operation), request = std::move(request), in_words] {
    line.run = [&line, operation, request, in_words] {
      const auto made = AdminHost{line.load()}.ask(operation, *request);
      answer(line, made, in_words(made));
    };
  });
}

std::string_view word(const json::object& row, std::string_view member) { return row.at(member).as_string(); }

std::string sign_in(const json::object& made) {
  return fmt::format("sign-in (once, 24 h): {}", word(made, "sign_in"));
}

void staff_add(CLI::App& staff, CommandLine& line) {
  auto* command =
      add_command(staff, "add", "Adds a person; their one-time sign-in link (24 h) is printed once.",
                  "  claimcheck staff add --email bo@harbour.example --name \"Bo Hale\" --role technician\n"
                  "  claimcheck staff add --email cy@harbour.example --name \"Cy Rao\" --location old-town");
  const auto request = begin(*command);
  (*request)["role"] = "technician";
  option(*command, request, "--email", "email", "Signs in with it", "ADDRESS")->required();
  option(*command, request, "--name", "name", "As colleagues know them", "NAME")->required();
  option(*command, request, "--role", "role", "owner, manager, technician (unless told) or viewer", "ROLE");
  option(*command, request, "--location", "location", "Sees this location's orders alone", "SLUG");
  ask(line, *command, "add_staff", request, sign_in);
}

void staff_list(CLI::App& staff, CommandLine& line) {
  auto* command = add_command(staff, "list", "Lists who works in a shop.", "  claimcheck staff list");
  ask(line, *command, "list_staff", begin(*command), [](const json::object& made) {
    std::string lines;
    for (const auto& each : made.at("staff").as_array()) {
      const auto& row = each.as_object();
      lines += fmt::format("{}{}  {}  {}{}{}{}", lines.empty() ? "" : "\n", word(row, "email"),
                           word(row, "role"), word(row, "name"),
                           word(row, "location").empty() ? "" : fmt::format("  at {}", word(row, "location")),
                           row.at("second_factor").as_bool() ? "  second factor" : "",
                           row.at("disabled").as_bool() ? "  disabled" : "");
    }
    return lines;
  });
}

void staff_recover(CLI::App& staff, CommandLine& line) {
  auto* command = add_command(
      staff, "recover",
      "Prints a fresh one-time sign-in link (24 h) for somebody who cannot sign in any more.",
      "  claimcheck staff recover ann@harbour.example\n"
      "  claimcheck staff recover ann@harbour.example --reset-totp    # the telephone is lost as well");
  const auto request = begin(*command);
  option(*command, request, "email", "email", "Theirs", "EMAIL")->required();
  const auto reset = [request](std::int64_t) { (*request)["reset_totp"] = true; };
  command->add_flag_function("--reset-totp", reset, "Take the second factor and its recovery codes away");
  ask(line, *command, "recover_staff", request, sign_in);
}

void api_key_create(CLI::App& key, CommandLine& line) {
  auto* command = add_command(key, "create", "Makes an API key of a shop and prints it once.",
                              "  claimcheck api-key create --name \"till at the counter\" > till.key\n"
                              "  claimcheck api-key create --name \"wallboard\" --scope read");
  const auto request = begin(*command);
  option(*command, request, "--name", "name", "What it is for", "TEXT")->required();
  option(*command, request, "--scope", "scope", "read, write or admin (unless told)", "SCOPE");
  option(*command, request, "--location", "location", "Reaches this location's orders alone", "SLUG");
  ask(line, *command, "create_api_key", request,
      [](const json::object& made) { return std::string(word(made, "api_key")); });
}

void api_key_list(CLI::App& key, CommandLine& line) {
  auto* command = add_command(key, "list", "Lists the API keys of a shop, without their secrets.",
                              "  claimcheck api-key list");
  ask(line, *command, "list_api_keys", begin(*command), [](const json::object& made) {
    std::string lines;
    for (const auto& each : made.at("api_keys").as_array()) {
      const auto& row = each.as_object();
      lines += fmt::format("{}{}  {}  {}{}{}", lines.empty() ? "" : "\n", word(row, "public_id"),
                           word(row, "scope"), word(row, "name"),
                           word(row, "location").empty() ? "" : fmt::format("  at {}", word(row, "location")),
                           row.at("revoked").as_bool() ? "  revoked" : "");
    }
    return lines;
  });
}

void api_key_revoke(CLI::App& key, CommandLine& line) {
  auto* command = add_command(key, "revoke", "Ends an API key: its next call is refused.",
                              "  claimcheck api-key revoke 7k3m9qxa");
  const auto request = begin(*command);
  option(*command, request, "key", "key", "Its id, or the eight characters of it that stand in logs", "KEY")
      ->required();
  ask(line, *command, "revoke_api_key", request,
      [](const json::object& made) { return fmt::format("revoked {}", word(made, "name")); });
}

}  // namespace

void add_people_commands(CLI::App& app, CommandLine& line) {
  auto* staff = app.add_subcommand("staff", "People who work in a shop: add, list, recover")
                    ->require_subcommand(1)
                    ->fallthrough();
  staff_add(*staff, line);
  staff_list(*staff, line);
  staff_recover(*staff, line);
  auto* key = app.add_subcommand("api-key", "Keys for other systems: create, list, revoke")
                  ->require_subcommand(1)
                  ->fallthrough();
  api_key_create(*key, line);
  api_key_list(*key, line);
  api_key_revoke(*key, line);
}

}  // namespace server
