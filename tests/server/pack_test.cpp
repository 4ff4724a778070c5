#include "server/pack/pack.hpp"
#include "server/checkpoints.hpp"
#include "server/receipt.hpp"
#include "store/checkpoint_line.hpp"
#include "tests/store/behind.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

using namespace test;

namespace {

// An order that was quoted, approved, signed and paid for, as its shop would hand it to a court.
class Case {
 public:
  Case() {
    const auto store = store::open(folder.options());
    auto all = asked(*store);
    order = all.order;
    const auto customer = [&](store::CustomerAct wish) {
      const auto done = run(store->act(std::move(wish)));
      REQUIRE(done);
      order = done->order;
    };
    customer(act(all.link, decision(order)));
    auto sign = act(all.link, signature(order), orders::Power::sign);
    sign.behind.person.strokes = drawing();
    customer(std::move(sign));
    order = *change(*store, order, cash(10799));
    entries = run(store->evidence(order.shop, order.id));
    head = run(store->chain_head(order.shop));
  }

  std::vector<server::PackFile> pack() const {
    const auto dossier = store::read_dossier(folder.options(), "", order.number);
    REQUIRE(dossier);
    return server::make_pack(*dossier, keys(), now + 1h);
  }
  const tokens::KeyRing& keys() const {
    static const auto ring = *folder.options().keys;
    return ring;
  }
  server::PublicKeys public_keys() const { return {{0, tokens::public_key(keys(), 0)}}; }

  std::vector<std::string> faults(const std::vector<server::PackFile>& files,
                                  const server::PublicKeys& trusted) const {
    const auto file = folder.path() / "pack.zip";
    server::write_zip(file, files, now);
    return server::verify_pack(file, trusted).faults;
  }
  std::vector<std::string> faults(const std::vector<server::PackFile>& files) const {
    return faults(files, public_keys());
  }

  Folder folder;
  orders::Order order;
  std::vector<store::EvidenceEntry> entries;
  store::ChainHead head;
};

server::PackFile& named(std::vector<server::PackFile>& files, const std::string& name) {
  const auto found = std::ranges::find(files, name, &server::PackFile::name);
  REQUIRE_MESSAGE(found != files.end(), name);
  return *found;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

}  // namespace

TEST_SUITE_BEGIN("server/pack");

TEST_CASE("a dispute pack holds everything and proves it offline") {
  const Case scene;
  const auto files = scene.pack();
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.name);
  const auto document = "documents/" + scene.order.documents[0].id.text() + ".md";
  CHECK(names == std::vector<std::string>{"INDEX.txt", document, "evidence.json", "keys.json",
                                          "quotes/1.json", "signatures/4.json", "signatures/4.png",
                                          "signatures/4.svg", "certificate.json"});
  CHECK(scene.faults(files).empty());
  CHECK(scene.faults(files, {}).empty());
  struct stat mode {};
  REQUIRE(::stat((scene.folder.path() / "pack.zip").c_str(), &mode) == 0);
  CHECK((mode.st_mode & 0777) == 0600);
  CHECK(scene.pack()[2].bytes == files[2].bytes);
}

TEST_CASE("any file of a pack that is changed, taken out or put in is named") {
  const Case scene;
  const auto sound = scene.pack();
  for (std::size_t i = 0; i < sound.size(); ++i) {
    CAPTURE(sound[i].name);
    auto changed = sound;
    changed[i].bytes[changed[i].bytes.size() / 2] ^= 1;
    CHECK_FALSE(scene.faults(changed).empty());
    auto missing = sound;
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_FALSE(scene.faults(missing).empty());
  }
  auto more = sound;
  more.push_back({"quotes/2.json", "{}"});
  CHECK(scene.faults(more) == std::vector<std::string>{"quotes/2.json: the certificate does not name it"});
}

TEST_CASE("the entry that a change would make a liar of is named first") {
  const Case scene;
  const auto after = [&](const std::string& file, std::string_view from, std::string_view to) {
    auto files = scene.pack();
    replace(named(files, file).bytes, from, to);
    const auto faults = scene.faults(files);
    REQUIRE_FALSE(faults.empty());
    return faults.front();
  };
  CHECK(after("quotes/1.json", "8999", "9999") ==
        "evidence 2 (quote_sent): quotes/1.json is not what was sent");
  CHECK(after("documents/" + scene.order.documents[0].id.text() + ".md", "kind", "mean")
            .starts_with("evidence 4 (document_signed): documents/"));
  CHECK(after("signatures/4.json", "200", "201") ==
        "evidence 4 (document_signed): signatures/4.json is not what was drawn");
  CHECK(after("evidence.json", R"(\"minor\":10799)", R"(\"minor\":10798)")
            .starts_with("evidence 2 (quote_sent)"));
  CHECK(after("evidence.json", "192.0.2.7", "192.0.2.8") ==
        "evidence 3 (quote_approved): the person beside it is not the one it vouches for");
  CHECK(after("evidence.json", R"(\"method\":\"cash\")", R"(\"method\":\"card\")") ==
        "evidence 5 (payment_recorded): the row beside it is not the one it vouches for");
}

TEST_CASE("a pack that a stranger put together is not the shop's") {
  const Case scene;
  const auto stranger = tokens::KeyRing::of({{0, {9}}});
  CHECK(scene.faults(scene.pack(), {{0, tokens::public_key(stranger, 0)}}).front() ==
        "keys.json: key 0 is not one of the shop's");
  std::ofstream{scene.folder.path() / "none.zip"} << "PK not a zip";
  CHECK(server::verify_pack(scene.folder.path() / "none.zip").faults.front().starts_with("the file: "));
}

TEST_CASE("a receipt says what was done and where the chain stood, and names no person") {
  const Case scene;
  const auto acts = server::acts_of(scene.order, scene.entries, scene.keys());
  REQUIRE(acts.size() == 2);
  CHECK(acts[0].kind == views::ActKind::quote_approved_in_part);
  CHECK(acts[0].name == "Amelie Okafor");
  CHECK(acts[0].method == orders::DecisionMethod::link);
  CHECK(acts[0].total == orders::Money{10799, {}});
  CHECK(acts[1].title == "Terms");
  CHECK(acts[1].strokes == drawing());
  orders::Shop shop;
  shop.name = "Harbour Phones";
  const auto receipt = server::receipt_json(shop, scene.order, acts, scene.head, scene.keys(), now);
  CHECK(receipt.find("Amelie") == std::string::npos);
  CHECK(receipt.find(tokens::hex(scene.entries[2].hash)) != std::string::npos);
  CHECK(server::verify_receipt(receipt, scene.public_keys()).faults.empty());
  CHECK(server::verify_receipt(receipt + "\n").remarks.size() == 1);
  auto changed = receipt;
  replace(changed, "10799", "10798");
  CHECK(server::verify_receipt(changed, scene.public_keys()).faults ==
        std::vector<std::string>{"its signature is not of what it says"});
  const auto stranger = tokens::KeyRing::of({{0, {9}}});
  const auto forged = server::receipt_json(shop, scene.order, acts, scene.head, stranger, now);
  CHECK(server::verify_receipt(forged).faults.empty());
  CHECK(server::verify_receipt(forged, scene.public_keys()).faults.size() == 1);
}

TEST_CASE("a checkpoint a day goes into a file of the owner's alone, and none is lost to a crash") {
  const Folder folder;
  const auto store = store::open(folder.options());
  const auto all = asked(*store);
  const auto file = folder.path() / "checkpoints.jsonl";
  server::Checkpoints checkpoints{*store, file};
  const auto look = [&](orders::Instant when) {
    auto looking = [&]() -> store::Task<bool> {
      co_await checkpoints.look(when);
      co_return true;
    };
    REQUIRE(run(looking()));
    std::ifstream in{file};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  };
  const auto first = look(now);
  REQUIRE(first.size() == 1);
  CHECK(store::parse_checkpoint(first[0])->seq == 3);
  REQUIRE(change(*store, all.order, cash(1)));
  CHECK(look(now + 23h).size() == 1);
  CHECK(look(now + 24h).size() == 2);
  CHECK(look(now + 72h).size() == 2);  // the chain has not grown
  std::ofstream{file, std::ios::trunc} << first[0] << "\n{\"head\":\"cut o";
  const auto mended = look(now + 73h);
  REQUIRE(mended.size() == 3);
  CHECK(store::parse_checkpoint(mended[2])->seq == 5);
  struct stat mode {};
  REQUIRE(::stat(file.c_str(), &mode) == 0);
  CHECK((mode.st_mode & 0777) == 0600);
}

TEST_SUITE_END();
