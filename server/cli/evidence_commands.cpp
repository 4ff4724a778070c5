#include "server/cli/command_line.hpp"
#include "server/cli/host.hpp"
#include "server/clock.hpp"
#include "server/pack/pack.hpp"
#include "server/receipt.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <fstream>
#include <sstream>

namespace server {

namespace json = boost::json;

namespace {

json::array list(const std::vector<std::string>& sentences) {
  return json::array(sentences.begin(), sentences.end());
}

void tell(const CommandLine& line, const store::Verdict& verdict, const std::string& damaged) {
  const auto& [faults, remarks] = verdict;
  const json::object object{{"ok", faults.empty()}, {"faults", list(faults)}, {"remarks", list(remarks)}};
  answer(line, object, faults.empty() ? "all is well" : fmt::format("{}", fmt::join(faults, "\n")));
  if (!line.json)
    for (const auto& remark : remarks) say(remark);
  if (!faults.empty()) throw Stop(damaged_data, damaged);
}

std::string contents(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) throw Stop(failed, file + " cannot be read");
  return std::move(bytes).str();
}

// What is personal is looked at where the key file can be read; everything else needs no key.
std::shared_ptr<const tokens::KeyRing> keys_at_hand(const Config& config) {
  try {
    return std::make_shared<tokens::KeyRing>(tokens::KeyRing::load(config.keys.file));
  } catch (const tokens::KeyFileError& problem) {
    say(std::string(problem.what()) + "; personal evidence stays unopened");
    return nullptr;
  }
}

struct VerifyArguments {
  std::string file, keys, checkpoints;
  bool signatures = false, repair = false;
};

void verify_file(const CommandLine& line, const VerifyArguments& wanted) {
  PublicKeys trusted;
  if (!wanted.keys.empty()) {
    const auto keys = parse_public_keys(contents(wanted.keys));
    if (!keys || keys->empty()) throw Stop(failed, wanted.keys + " holds no public keys");
    trusted = *keys;
  }
  const auto text = contents(wanted.file);
  tell(line, text.starts_with('{') ? verify_receipt(text, trusted) : verify_pack(wanted.file, trusted),
       wanted.file + " is not what it should be");
}

// Through the running service too, piece by piece, so that it goes on serving meanwhile.
void repair(const Config& config) {
  AdminHost host{config};
  std::size_t repaired = 0;
  std::string cursor;
  do {
    const auto answer = host.ask("mend", {{"cursor", cursor}});
    for (const auto& one : answer.at("mended").as_array()) {
      say("repaired: " + std::string(one.as_string()));
      ++repaired;
    }
    cursor = answer.at("next").as_string();
  } while (!cursor.empty());
  if (repaired == 0) say("nothing to repair");
}

void verify_store(const CommandLine& line, const VerifyArguments& wanted) {
  const auto config = line.load();
  const auto where = store_options(config);
  if (!store::exists(where)) throw Stop(failed, "there is no store in " + where.data_dir.string());
  if (wanted.repair) repair(config);
  tell(line,
       store::verify(where, {.checkpoints = wanted.checkpoints,
                             .signatures = wanted.signatures || !wanted.checkpoints.empty(),
                             .keys = keys_at_hand(config)}),
       "the store is damaged");
}

void verify(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "verify",
      "Checks the store and its chains of evidence, beside a running service too; exits with 4 if anything "
      "is "
      "damaged and names the first bad entry. With --checkpoint it also finds a chain that was cut off or "
      "rewritten, and looks at every signature. With a FILE, what export wrote or a customer's receipt.json, "
      "it "
      "checks that instead, and needs neither store nor keys. With --repair what pages and lists are read "
      "from "
      "is first written anew where it is not what the orders say; orders and evidence are never changed to "
      "fit.",
      "  claimcheck verify\n  claimcheck verify --repair\n  claimcheck verify --checkpoint "
      "/srv/elsewhere/checkpoints.jsonl\n"
      "  claimcheck verify R-1003.zip --keys claimcheck-seal.json");
  const auto wanted = std::make_shared<VerifyArguments>();
  command->add_option("file", wanted->file, "A dispute pack or a receipt")->type_name("FILE");
  command
      ->add_option("--keys", wanted->keys, "The shop's public keys, from /.well-known/claimcheck-seal.json")
      ->type_name("FILE");
  command->add_option("--checkpoint", wanted->checkpoints, "Checkpoints that were kept outside the store")
      ->type_name("FILE");
  command->add_flag("--signatures", wanted->signatures, "Look at the signatures of all entries");
  command->add_flag("--repair", wanted->repair,
                    "Mend what pages and lists are read from, and say what it was");
  command->callback([&line, wanted] {
    line.run = [&line, wanted] {
      wanted->file.empty() ? verify_store(line, *wanted) : verify_file(line, *wanted);
    };
  });
}

void export_order(CLI::App& app, CommandLine& line) {
  auto* command = add_command(
      app, "export",
      "Writes the dispute pack of an order: a zip with every quote round, the documents as they were signed, "
      "signatures, evidence and its proof. It holds personal data. Works beside a running service.",
      "  claimcheck export R-1003 R-1003.zip\n  claimcheck export R-1003 R-1003.zip --shop harbour");
  struct Arguments {
    std::string order, file, shop;
  };
  const auto wanted = std::make_shared<Arguments>();
  command->add_option("order", wanted->order, "Its number")->required()->type_name("ORDER");
  command->add_option("file", wanted->file, "The pack")->required()->type_name("FILE");
  command->add_option("--shop", wanted->shop, "Whose order, where there are several shops")
      ->type_name("SLUG");
  command->callback([&line, wanted] {
    line.run = [&line, wanted] {
      const auto config = line.load();
      const auto options = store_options(config);
      if (!store::exists(options)) throw Stop(failed, "there is no store in " + options.data_dir.string());
      const auto keys = load_keys(config);
      const auto dossier = store::read_dossier(options, wanted->shop, wanted->order);
      if (!dossier) throw Stop(failed, dossier.error().detail);
      const auto at = now();
      const auto files = make_pack(*dossier, keys, at);
      write_zip(wanted->file, files, at);
      answer(line, {{"file", wanted->file}, {"files", files.size()}, {"entries", dossier->steps.size()}},
             fmt::format("{}: {} files, {} entries of evidence", wanted->file, files.size(),
                         dossier->steps.size()));
    };
  });
}

void checkpoint(CLI::App& app, CommandLine& line) {
  auto* command = add_command(app, "checkpoint",
                              "Takes a checkpoint of the chains of evidence now and prints its line, to be "
                              "kept outside the store. The "
                              "service takes one a day by itself, into checkpoints.jsonl in the data folder.",
                              "  claimcheck checkpoint >> /srv/elsewhere/checkpoints.jsonl");
  const auto shop = std::make_shared<std::string>();
  command->add_option("--shop", *shop, "Of this shop alone")->type_name("SLUG");
  command->callback([&line, shop] {
    line.run = [&line, shop] {
      const auto taken = AdminHost{line.load()}.ask("checkpoint", {{"shop", *shop}});
      std::string lines;
      for (const auto& one : taken.at("checkpoints").as_array())
        lines += (lines.empty() ? "" : "\n") + std::string(one.as_string());
      answer(line, taken, lines);
    };
  });
}

}  // namespace

void add_evidence_commands(CLI::App& app, CommandLine& line) {
  verify(app, line);
  export_order(app, line);
  checkpoint(app, line);
}

}  // namespace server
