#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"
#include "server/cli/progress.hpp"
#include "server/import/import.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

constexpr auto examples =
    "  claimcheck import --shop harbour --format ords repairs.csv\n"
    "  claimcheck import --shop harbour --format csv orders.csv --links links.csv\n"
    "  claimcheck import --shop harbour --format jsonl orders.jsonl --strict";

constexpr auto footer =
    "Known orders are told by their external id and left as they are, so a file may be imported again. A bad "
    "row is\n"
    "named on standard error and left out; the exit code is then 1, even though the others were imported.\n\n"
    "ords   Open Repair Data Standard 0.3. group_identifier is the location (made when it is new); Fixed is "
    "collected,\n"
    "       Repairable in progress, End of life cancelled, Unknown received.\n"
    "csv    columns number, external_id (one of both), location, customer_name, customer_email, "
    "customer_phone,\n"
    "       customer_locale, device_kind, device_brand, device_model, device_serial, problem, stage, "
    "promised_at, note\n"
    "jsonl  a line is the body of POST /api/v1/orders, and \"stage\", \"external_id\", \"created_at\" where "
    "wanted";

struct Options {
  std::string shop, format, file, links;
  bool strict = false;
};

void run(const CommandLine& line, const Options& options) {
  Progress progress;
  AdminHost host{line.load()};
  const auto shop =
      host.ask("locations", {{"shop", options.shop}});  // names an unknown shop before anything is read
  const ImportRequest wanted{.shop = std::string(shop.at("shop").as_string()),
                             .format = *parse_import_format(options.format),
                             .file = options.file,
                             .strict = options.strict,
                             .links_file = options.links};
  const ImportHost reach{
      .ask = [&](json::object request) { return host.ask(std::move(request)); },
      .on_fault = [&](const Fault& fault) { progress.clear(), say(options.file + ": " + fault.sentence()); },
      .on_progress = [&](double part, std::uint64_t rows) { progress.show(part, rows); }};
  const auto report = import_file(wanted, reach);
  progress.clear();

  const json::object object{{"imported", report.imported},
                            {"already_there", report.already_there},
                            {"skipped", report.skipped},
                            {"locations", report.locations}};
  answer(line, object,
         fmt::format("imported {}, already there {}, skipped {}, locations {}", report.imported,
                     report.already_there, report.skipped, report.locations));
  if (report.skipped == 0) return;
  const auto rows = fmt::format("{} row{}", report.skipped, report.skipped == 1 ? "" : "s");
  throw Stop(failed,
             options.strict ? rows + " could not be read, so nothing was imported" : rows + " left out");
}

}  // namespace

void add_import_command(CLI::App& app, CommandLine& line) {
  auto* command = add_command(app, "import", "Brings orders in from a file, each with its link.", examples);
  command->footer(footer);
  const auto options = std::make_shared<Options>();
  command->add_option("--shop", options->shop, "Needed when there are several")->type_name("SLUG");
  command->add_option("--format", options->format, "ords, csv or jsonl")
      ->required()
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"ords", "csv", "jsonl"}));
  command->add_option("file", options->file, "What is imported")->required()->type_name("FILE");
  command->add_flag("--strict", options->strict, "Import nothing when any row is bad");
  command
      ->add_option("--links", options->links, "Write number and link of every order of the file (mode 0600)")
      ->type_name("FILE");
  command->callback([&line, options] { line.run = [&line, options] { run(line, *options); }; });
}

}  // namespace server
