#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

namespace {

void link(CLI::App& app, CommandLine& line) {
  auto* command =
      add_command(app, "link", "Prints the live link of an order; a new one is minted if none is alive.",
                  "  claimcheck link R-1001\n  claimcheck link R-1001 --channel sms\n"
                  "  claimcheck link R-1001 --new      # the old link of the channel stops working");
  struct Options {
    std::string shop, order, channel = "copy";
    bool fresh = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("order", options->order, "Number or id")->required()->type_name("ORDER");
  command->add_option("--channel", options->channel, "sms, email, whatsapp, copy, qr or share")
      ->type_name("CH")
      ->capture_default_str();
  command->add_option("--shop", options->shop, "Needed when there are several")->type_name("SLUG");
  command->add_flag("--new", options->fresh, "Revoke the channel's link and mint a new one");
  command->callback([&line, options] {
    line.run = [&line, options] {
      const json::object request{{"shop", options->shop},
                                 {"order", options->order},
                                 {"channel", options->channel},
                                 {"new", options->fresh}};
      const auto made = AdminHost{line.load()}.ask("link", request);
      answer(line, made, made.at("url").as_string());
    };
  });
}

void stage(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "stage", "Moves an order to a stage, or one of its devices to a status.",
      "  claimcheck stage R-1001 ready --note \"On the shelf by the door\" --public\n"
      "  claimcheck stage R-1001 in_progress                            # reopens an order that has ended\n"
      "  claimcheck stage R-1001 --device 2 --status repaired_qc");
  struct Options {
    std::string shop, order, stage, device, status, note;
    bool visible = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("order", options->order, "Number or id")->required()->type_name("ORDER");
  auto* to = command
                 ->add_option("stage", options->stage,
                              "created, received, in_progress, ready, collected, on_hold or cancelled")
                 ->type_name("STAGE");
  auto* status =
      command->add_option("--status", options->status, "A status of the shop")->type_name("STATUS");
  command->add_option("--device", options->device, "Its place in the order, from 1, or its id")
      ->type_name("N")
      ->needs(status)
      ->excludes(to);
  status->needs(command->get_option("--device"));
  command->add_option("--note", options->note, "Why, for colleagues")->type_name("TEXT");
  command->add_flag("--public", options->visible, "Let the customer read the note");
  command->add_option("--shop", options->shop, "Needed when there are several")->type_name("SLUG");
  command->callback([&line, options] {
    if (options->stage.empty() && options->status.empty())
      throw CLI::RequiredError("a STAGE, or --device and --status,");
    line.run = [&line, options] {
      json::object request{{"shop", options->shop},
                           {"order", options->order},
                           {"note", options->note},
                           {"public", options->visible}};
      if (options->status.empty())
        request["stage"] = options->stage;
      else
        request["device"] = options->device, request["status"] = options->status;
      const auto operation = options->status.empty() ? "stage" : "device_status";
      const auto changed = AdminHost{line.load()}.ask(operation, std::move(request));
      answer(line, changed,
             fmt::format("{} is {}", changed.at("order").as_string().c_str(),
                         changed.at("stage").as_string().c_str()));
    };
  });
}

}  // namespace

void add_order_commands(CLI::App& app, CommandLine& line) {
  link(app, line);
  stage(app, line);
}

}  // namespace server
