#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"
#include "tokens/hash.hpp"
#include "tokens/keys.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <fstream>
#include <iterator>

namespace server {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

void say_made(std::string_view done, const fs::path& file) {
  say(fmt::format(
      "{} {}\nKeep a copy of it in a safe place: losing it kills every link, and no backup brings it back.",
      done, file.string()));
}

// The options of a shop or location, gathered straight into the request that they become.
struct Details {
  json::object request = {};
  std::string logo = {};

  void text(CLI::App& command, const std::string& flags, std::string member, const std::string& what,
            const std::string& type, bool required = false) {
    const auto keep = [this, member = std::move(member)](const std::string& value) {
      request[member] = value;
    };
    command.add_option_function<std::string>(flags, keep, what)->type_name(type)->required(required);
  }

  void of_shop(CLI::App& command) {
    text(command, "--currency", "currency", "Of prices, GBP unless told", "CODE");
    text(command, "--locale", "locale", "Of customers who have none, en unless told", "TAG");
    const auto keep = [this](std::int64_t) { request["decline_needs_reason"] = true; };
    command.add_flag_function("--ask-why", keep, "Customers who decline a quote must say why");
  }
  void of_location(CLI::App& command) {
    text(command, "--phone", "phone", "International, such as +441632960123", "NUMBER");
    text(command, "--email", "email", "For customers", "ADDRESS");
    text(command, "--website", "website", "https:// address", "URL");
    const auto keep = [this](const std::vector<std::string>& lines) {
      request["address"] = json::array(lines.begin(), lines.end());
    };
    command
        .add_option_function<std::vector<std::string>>("--address", keep,
                                                       "One line of the postal address; repeat it")
        ->type_name("LINE")
        ->expected(1)
        ->take_all();
    text(command, "--zone", "zone", "Time zone, Europe/London unless told", "NAME");
    text(command, "--hours", "hours", "Opening hours: \"mon-fri 09:00-17:30; sat 10:00-13:00\"", "HOURS");
    text(command, "--colour", "colour", "Of its pages, such as #0a7d55", "HEX");
    text(command, "--message", "message", "A sentence on every page", "TEXT");
    command.add_option("--logo", logo, "PNG, JPEG or WebP, at most 512 KiB")->type_name("FILE");
  }

  // The request, with the logo's bytes in it.
  json::object take() {
    if (!logo.empty()) {
      std::ifstream in(logo, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      if (!in) throw Stop(failed, "the logo " + logo + " cannot be read");
      if (bytes.size() > 512 * 1024) throw Stop(wrong_usage, "the logo " + logo + " is larger than 512 KiB");
      request["logo"] = tokens::hex(tokens::bytes(bytes));
    }
    return std::move(request);
  }
};

// Keys come into being with the first shop; later a missing file means that they were lost.
void make_keys_if_new(const Config& config) {
  if (fs::exists(config.keys.file) || store::exists(store_options(config))) return;
  tokens::KeyRing::create(config.keys.file);
  say_made("made the key file", config.keys.file);
}

void keygen(CLI::App& app, CommandLine& line) {
  auto* command =
      add_command(app, "keygen", "Makes a key file (mode 0600) from which all links are minted.",
                  "  claimcheck keygen claimcheck.keys\n  claimcheck keygen claimcheck.keys --add");
  struct Options {
    std::string file;
    bool add = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("file", options->file, "Where it is written")->required()->type_name("FILE");
  command->add_flag("--add", options->add, "Add a key to the file; new links take it, old ones stay alive");
  command->callback([&line, options] {
    line.run = [options] {
      if (options->add) {
        const auto kid = tokens::KeyRing::add(options->file);
        return say_made(fmt::format("added key {} to", kid), options->file);
      }
      tokens::KeyRing::create(options->file);
      say_made("made the key file", options->file);
    };
  });
}

void init(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "init", "Makes the first shop, its location, its owner and an API key; secrets are printed once.",
      "  claimcheck init --shop harbour --name \"Harbour Repairs\" --owner ann@harbour.example\n"
      "  claimcheck init --shop nord --name Nordwerk --owner uwe@nord.example --currency EUR --locale de \\\n"
      "      --zone Europe/Berlin --phone +4930901820123 --hours \"mon-fri 09:00-18:00\"");
  const auto details = std::make_shared<Details>();
  details->text(*command, "--shop", "slug", "Short name for commands and the API: a-z, 0-9, hyphens", "SLUG",
                true);
  details->text(*command, "--name", "name", "As customers know it", "NAME", true);
  details->text(*command, "--owner", "owner", "E-mail of the owner", "EMAIL", true);
  details->of_shop(*command);
  details->of_location(*command);
  command->callback([&line, details] {
    line.run = [&line, details] {
      const auto config = line.load();
      auto request = details->take();
      make_keys_if_new(config);
      const auto made = AdminHost{config, true}.ask("init", std::move(request));
      const auto text =
          fmt::format("shop {}\nAPI key (shown once): {}\nowner sign-in (once, 24 h): {}",
                      made.at("shop").as_string().c_str(), made.at("api_key").as_string().c_str(),
                      made.at("sign_in").as_string().c_str());
      answer(line, made, text);
    };
  });
}

void shop_add(CLI::App& app, CommandLine& line) {
  auto* shop = app.add_subcommand("shop", "Shops: add")->require_subcommand(1)->fallthrough();
  auto* command =
      add_command(*shop, "add", "Adds a shop and its first location, which carries the shop's name.",
                  "  claimcheck shop add --slug quay --name \"Quay Phones\" --phone +441632960456");
  const auto details = std::make_shared<Details>();
  details->text(*command, "--slug", "slug", "Short name: a-z, 0-9, hyphens", "SLUG", true);
  details->text(*command, "--name", "name", "As customers know it", "NAME", true);
  details->of_shop(*command);
  details->of_location(*command);
  command->callback([&line, details] {
    line.run = [&line, details] {
      const auto config = line.load();
      auto request = details->take();
      make_keys_if_new(config);
      const auto made = AdminHost{config, true}.ask("add_shop", std::move(request));
      answer(line, made, fmt::format("shop {}", made.at("shop").as_string().c_str()));
    };
  });
}

void location_add(CLI::App& app, CommandLine& line) {
  auto* location = app.add_subcommand("location", "Locations: add")->require_subcommand(1)->fallthrough();
  auto* command =
      add_command(*location, "add", "Adds a location to a shop.",
                  "  claimcheck location add --shop harbour --name \"Harbour Repairs Old Town\" \\\n"
                  "      --address \"3 Fish Street\" --address Porthaven --hours \"tue-sat 10:00-18:00\"");
  const auto details = std::make_shared<Details>();
  details->text(*command, "--shop", "shop", "Needed when there are several", "SLUG");
  details->text(*command, "--name", "name", "As customers know it", "NAME", true);
  details->text(*command, "--slug", "slug", "Short name; made from the name unless told", "SLUG");
  details->of_location(*command);
  command->callback([&line, details] {
    line.run = [&line, details] {
      const auto config = line.load();
      const auto made = AdminHost{config}.ask("add_location", details->take());
      answer(line, made, fmt::format("location {}", made.at("location").as_string().c_str()));
    };
  });
}

}  // namespace

void add_setup_commands(CLI::App& app, CommandLine& line) {
  keygen(app, line);
  init(app, line);
  shop_add(app, line);
  location_add(app, line);
}

}  // namespace server
