#include "store/checkpoint_line.hpp"
#include "tests/store/behind.hpp"
#include "tests/store/raw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

using namespace test;

namespace {

// A store with everything that evidence vouches for, sealed by checkpoints outside of it; each attack works
// on a copy.
class Scene {
 public:
  Scene() {
    const auto store = store::open(folder_.options());
    const auto all = asked(*store);
    order_ = all.order;
    const auto customer = [&](const orders::Command& command, orders::Power power) {
      auto wanted = act(all.link, command, power);
      if (std::holds_alternative<orders::SignDocument>(command)) wanted.behind.person.strokes = drawing();
      const auto done = run(store->act(std::move(wanted)));
      REQUIRE(done);
      order_ = done->order;
    };
    customer(decision(order_, false), orders::Power::decide);
    customer(orders::UndoDecision{1, 10min}, orders::Power::decide);
    customer(decision(order_), orders::Power::decide);
    customer(signature(order_), orders::Power::sign);
    REQUIRE(change(*store, order_, cash(500, orders::PaymentKind::deposit)));
    keep(run(store->checkpoint(all.house.shop.id, now)));
    REQUIRE(change(*store, order_, cash(200)));
    REQUIRE(change(*store, order_, cash(100, orders::PaymentKind::refund)));
    customer(signature(*change(*store, order_, terms("Be kinder")), false), orders::Power::sign);
    const orders::Actor sam{orders::ActorKind::staff, "stf_sam"};
    REQUIRE(run(store->revoke_link(all.house.shop.id, all.link.link.id, sam, now)));
    keep(run(store->checkpoint(all.house.shop.id, now)));
    asked(*store, "anchor");
  }

  // What is found after someone with a shell did that.
  std::vector<std::string> after(const std::string& sql, bool checkpoints = true) {
    Folder copy;
    std::filesystem::create_directory(copy.path() / "data");
    std::filesystem::copy_file(folder_.database(), copy.database());
    std::string triggers;
    for (const char* name : {"evidence_stays", "evidence_remains", "personal_stays", "payments_stay",
                             "payments_remain", "signatures_stay", "signatures_remain"})
      triggers += fmt::format("DROP TRIGGER {};", name);
    edit(copy.database(), triggers + sql);
    const auto options = copy.options();
    store::VerifyOptions how{.signatures = true, .keys = options.keys};
    if (checkpoints) how.checkpoints = folder_.path() / "checkpoints.jsonl";
    return store::verify(options, how).faults;
  }

  std::string ask(const std::string& sql) { return test::ask(folder_.database(), sql); }
  std::string number(const std::string& type, int which = 0) {
    return ask(fmt::format("SELECT seq FROM evidence WHERE type = '{}' AND {} ORDER BY seq LIMIT 1 OFFSET {}",
                           type, harbour, which));
  }

  static constexpr const char* harbour = "shop = (SELECT id FROM shops WHERE slug = 'harbour')";

 private:
  void keep(const std::optional<store::Checkpoint>& checkpoint) {
    REQUIRE(checkpoint);
    std::ofstream{folder_.path() / "checkpoints.jsonl", std::ios::app} << checkpoint_line(*checkpoint)
                                                                       << '\n';
  }

  Folder folder_;
  orders::Order order_;
};

struct Column {
  std::string name, type;
};

std::vector<Column> columns(Scene& scene, const std::string& table) {
  std::vector<Column> all;
  const auto names =
      scene.ask("SELECT group_concat(name || ' ' || type) FROM pragma_table_info('" + table + "')");
  for (std::size_t at = 0; at < names.size();) {
    const auto end = std::min(names.find(',', at), names.size());
    const auto space = names.find(' ', at);
    all.push_back({names.substr(at, space - at), names.substr(space + 1, end - space - 1)});
    at = end + 1;
  }
  return all;
}

// Another value of the same kind; words of a fixed set become another of it.
std::string other_value(const Column& column) {
  const auto& name = column.name;
  if (name == "seq" || name == "position") return name + " + 1000";
  if (name == "round") return "round + 1";
  if (name == "kid") return "kid + 1";
  if (name.ends_with("approved") || name == "drawn") return "1 - " + name;
  if (name == "type") return "CASE type WHEN 'checkpoint' THEN 'order_completed' ELSE 'checkpoint' END";
  if (name == "kind") return "CASE kind WHEN 'final' THEN 'deposit' ELSE 'final' END";
  if (name == "currency") return "'EUR'";
  if (name == "state") return "CASE state WHEN 'declined' THEN 'approved' ELSE 'declined' END";
  if (name == "decision_method") return "'phone'";
  if (column.type == "INTEGER") return "coalesce(" + name + ", 0) + 1";
  if (column.type == "TEXT") return name + " || 'x'";
  // Not the first byte: that of what is sealed names its key.
  return "CASE WHEN length(" + name + ") > 16 THEN CAST(substr(" + name + ", 1, 20) || x'5a5a' || substr(" +
         name + ", 23) AS BLOB) ELSE x'ffffffffffffffffffffffffffffffff' END";
}

bool names_first(const std::vector<std::string>& faults, const std::string& number) {
  return !faults.empty() && faults.front().starts_with("shop harbour, evidence " + number + " ");
}
bool names_first_missing(const std::vector<std::string>& faults, const std::string& number) {
  return !faults.empty() && faults.front().starts_with("shop harbour, evidence " + number);
}

std::string said(const std::vector<std::string>& faults) {
  std::string all;
  for (const auto& fault : faults) all += "\n  " + fault;
  return all;
}

}  // namespace

TEST_SUITE_BEGIN("store/tampering");

TEST_CASE("what nobody touched is sound, with and without what was kept outside") {
  Scene scene;
  CHECK_MESSAGE(scene.after("").empty(), said(scene.after("")));
  CHECK(scene.after("", false).empty());
}

TEST_CASE("any column of any entry that is edited is named by that entry") {
  Scene scene;
  const auto last =
      std::stoi(scene.ask(std::string("SELECT max(seq) FROM evidence WHERE ") + Scene::harbour));
  REQUIRE(last > 12);
  for (const auto& column : columns(scene, "evidence")) {
    for (const int seq : {1, 5, last}) {
      CAPTURE(column.name);
      CAPTURE(seq);
      const auto faults = scene.after(fmt::format("UPDATE evidence SET {} = {} WHERE {} AND seq = {}",
                                                  column.name, other_value(column), Scene::harbour, seq));
      CHECK_MESSAGE(names_first_missing(faults, std::to_string(seq)), said(faults));
    }
  }
}

TEST_CASE(
    "any column of a decision, signature, payment or personal row that is edited is named by its entry") {
  Scene scene;
  struct Target {
    std::string table, where, entry;
    std::vector<std::string> only = {};
  };
  const Target targets[] = {
      {"payments", "position = 0", scene.number("payment_recorded")},
      {"payments", "position = 1", scene.number("payment_recorded", 1)},
      {"signatures", "position = 0", scene.number("document_signed")},
      {"personal", "seq = " + scene.number("document_signed"), scene.number("document_signed")},
      {"personal", "seq = " + scene.number("quote_approved"), scene.number("quote_approved")},
      {"quotes",
       "round = 1",
       scene.number("quote_approved"),
       {"state", "decision_approved", "decision_at", "decision_method", "decision_name", "decision_reason",
        "decision_reference"}},
      {"quotes",
       "round = 1",
       scene.number("quote_sent"),
       {"id", "sha256", "currency", "tax_included", "deposit", "sent_at"}},
      {"quote_lines", "position = 1", scene.number("quote_approved"), {"approved"}},
      {"quote_lines",
       "position = 0",
       scene.number("quote_sent"),
       {"id", "description", "quantity", "unit_price", "tax_bp", "choice"}},
      {"links", "revoked_at IS NOT NULL", scene.number("link_revoked"), {"revoked_at"}},
  };
  for (const auto& target : targets) {
    for (const auto& column : columns(scene, target.table)) {
      if (!target.only.empty() && std::ranges::find(target.only, column.name) == target.only.end()) continue;
      CAPTURE(target.table);
      CAPTURE(column.name);
      const auto faults =
          scene.after(fmt::format("UPDATE {} SET {} = {} WHERE {} AND {}", target.table, column.name,
                                  other_value(column), Scene::harbour, target.where));
      CHECK_MESSAGE(names_first(faults, target.entry), said(faults));
    }
  }
}

TEST_CASE("any row that is taken out is named by its entry") {
  Scene scene;
  const auto first = [&](const std::string& sql) { return scene.after("DELETE FROM " + sql); };
  const std::string in_harbour = std::string(" AND ") + Scene::harbour;
  for (const auto* type : {"link_issued", "quote_sent", "quote_declined", "quote_approved", "document_signed",
                           "payment_recorded", "checkpoint", "link_revoked"}) {
    CAPTURE(type);
    const auto number = scene.number(type);
    const auto faults = first("evidence WHERE seq = " + number + in_harbour);
    CHECK_MESSAGE(names_first_missing(faults, number + ": it is missing"), said(faults));
  }
  const auto payment = first("payments WHERE position = 1" + in_harbour);
  CHECK_MESSAGE(names_first(payment, scene.number("payment_recorded", 1)), said(payment));
  const auto signature = first("signatures WHERE position = 0" + in_harbour);
  CHECK_MESSAGE(names_first(signature, scene.number("document_signed")), said(signature));
  const auto personal = first("personal WHERE seq = " + scene.number("quote_approved") + in_harbour);
  CHECK_MESSAGE(names_first(personal, scene.number("quote_approved")), said(personal));
  const auto undecided =
      scene.after(std::string("UPDATE quotes SET state = 'sent', decision_approved = NULL, "
                              "decision_at = NULL, decision_method = NULL WHERE ") +
                  Scene::harbour);
  CHECK_MESSAGE(names_first(undecided, scene.number("quote_approved")), said(undecided));
}

TEST_CASE("a row that was put in has no evidence, and its order is named") {
  Scene scene;
  const auto faults = scene.after(
      std::string(
          "INSERT INTO payments SELECT shop, order_id, 3, x'019ca5ffffff7000800000000000ffff', kind, 5, "
          "currency, method, reference, received_at, provider, provider_object FROM payments WHERE "
          "position = 0 AND ") +
      Scene::harbour);
  REQUIRE_FALSE(faults.empty());
  CHECK_MESSAGE(faults.front().starts_with("shop harbour, order R-1001: there is no evidence of pay_"),
                said(faults));
}

TEST_CASE("a chain whose tail was cut off is named where it ends") {
  Scene scene;
  const auto last =
      std::stoi(scene.ask(std::string("SELECT max(seq) FROM evidence WHERE ") + Scene::harbour));
  for (int from = 1; from <= last; ++from) {
    CAPTURE(from);
    const auto cut = fmt::format(
        "DELETE FROM evidence WHERE seq >= {0} AND {1}; DELETE FROM personal WHERE seq >= "
        "{0} AND {1};",
        from, Scene::harbour);
    const auto faults = scene.after(cut);
    CHECK_MESSAGE(names_first_missing(faults, fmt::format("{}: it is missing", from)), said(faults));
  }
}

TEST_CASE("entries that changed places are named by the first of them") {
  Scene scene;
  const auto faults =
      scene.after(fmt::format("UPDATE evidence SET seq = -4 WHERE seq = 4 AND {0}; UPDATE evidence SET seq = "
                              "4 WHERE seq = 6 AND {0}; "
                              "UPDATE evidence SET seq = 6 WHERE seq = -4 AND {0};",
                              Scene::harbour));
  CHECK_MESSAGE(names_first(faults, "4"), said(faults));
}

TEST_SUITE_END();
