#include "store/migrations.hpp"
#include "tests/store/behind.hpp"
#include "tests/store/raw.hpp"

using namespace test;

namespace {

using Sentences = std::vector<std::string>;

struct Kept {
  Folder folder;
  Asked all;

  Kept() { all = asked(*store::open(folder.options())); }
  void edit(const std::string& sql) const { test::edit(folder.database(), sql); }
  std::string ask(const std::string& sql) const { return test::ask(folder.database(), sql); }
  Sentences faults() const { return store::verify(folder.options()).faults; }
  Sentences mended() const {
    const auto store = store::open(folder.options());
    Sentences all_mended;
    std::string cursor;
    do {
      auto [mended, next] = run(store->mend_copies(cursor));
      all_mended.insert(all_mended.end(), mended.begin(), mended.end());
      cursor = next;
    } while (!cursor.empty());
    return all_mended;
  }
  // What the customer is shown.
  std::shared_ptr<const store::LinkedOrder> shown() const {
    return run(store::open(folder.options())->find_link(all.link.link.key));
  }
};

}  // namespace

TEST_SUITE_BEGIN("store/copies");

TEST_CASE("an order whose snapshot is lost or broken is shown all the same, named by verify and mended") {
  const Kept kept;
  REQUIRE(kept.faults() == Sentences{});
  const auto right = kept.shown();
  REQUIRE(right);
  std::string fault = "shop harbour, order R-1001: its snapshot is ";
  bool broken = true;
  SUBCASE("lost") {
    kept.edit("DELETE FROM snapshots");
    fault += "missing";
    broken = false;
  }
  SUBCASE("cut off") {
    kept.edit("UPDATE snapshots SET bytes = substr(bytes, 1, 100)");
    fault += "not what it says";
  }
  SUBCASE("empty") {
    kept.edit("UPDATE snapshots SET bytes = x''");
    fault += "not what it says";
  }
  SUBCASE("of a format to come") {
    kept.edit("UPDATE snapshots SET bytes = CAST(x'7f' || substr(bytes, 2) AS BLOB)");
    fault += "not what it says";
  }
  CHECK(kept.shown()->order == right->order);
  CHECK(kept.shown()->location == right->location);
  CHECK(kept.faults() == Sentences{fault});
  CHECK(kept.mended() == Sentences{fault});
  CHECK(kept.mended() == Sentences{});
  CHECK(kept.faults() == Sentences{});
  // Pages that were made of a broken one are no longer good.
  CHECK(kept.shown()->order.version == right->order.version + (broken ? 1 : 0));
}

TEST_CASE("a snapshot that is an older order's is named and mended, with a version of its own") {
  const Kept kept;
  kept.edit("CREATE TABLE old AS SELECT * FROM snapshots");
  REQUIRE(change(*store::open(kept.folder.options()), kept.all.order, cash(500)));
  kept.edit("UPDATE snapshots SET version = old.version, bytes = old.bytes FROM old; DROP TABLE old");
  const Sentences fault{"shop harbour, order R-1001: its snapshot is not what it says"};
  CHECK(kept.faults() == fault);
  CHECK(kept.mended() == fault);
  CHECK(kept.faults() == Sentences{});
  const auto shown = kept.shown();
  CHECK(shown->order.payments.size() == 1);
  CHECK(shown->order.version == kept.all.order.version + 2);
}

TEST_CASE("after an event that leaves the order as it is, a snapshot that was lost is there again") {
  const Kept kept;
  kept.edit("DELETE FROM snapshots");
  {
    const auto store = store::open(kept.folder.options());
    REQUIRE(run(store->copy_link(kept.all.order.shop, kept.all.link.link.id, context().actor, now)));
  }
  CHECK(kept.faults() == Sentences{});
}

TEST_CASE("lines in lists and their counts are mended, and copies of orders that are gone go too") {
  const Kept kept;
  kept.edit(
      "UPDATE cards SET balance = 1; DELETE FROM words WHERE word = 'fernweh'; UPDATE card_counts SET orders "
      "= "
      "7; INSERT INTO cards SELECT shop, randomblob(16), location, 'R-9', customer, device, stage, status, "
      "quote, promised_at, balance, currency, unanswered, open, expires_at, created_at, updated_at, version, "
      "contact FROM cards; INSERT INTO snapshots (shop, order_id, location, version, bytes) SELECT shop, "
      "randomblob(16), location, 1, bytes FROM snapshots; UPDATE links SET snapshot = 2");
  const Sentences wrong{"shop harbour, order R-1001: its line in lists is not what it says",
                        "shop harbour, order R-9: it is listed and not there",
                        "shop harbour: a snapshot is of no order",
                        "shop harbour: a link does not find its order's snapshot",
                        "shop harbour: its orders at stage created are miscounted"};
  CHECK(kept.faults() == wrong);
  CHECK(kept.mended() == wrong);
  CHECK(kept.mended() == Sentences{});
  CHECK(kept.faults() == Sentences{});
}

TEST_CASE("orders from before there were snapshots have them after the upgrade, and not twice") {
  const Kept kept;
  kept.edit("DELETE FROM snapshots; UPDATE meta SET filled = 1");
  const auto shown = kept.shown();
  CHECK(kept.ask("SELECT count(*) FROM snapshots") == "1");
  CHECK(kept.faults() == Sentences{});
  REQUIRE(shown);
  CHECK(shown->order == kept.all.order);
  kept.edit("DELETE FROM snapshots");
  store::open(kept.folder.options());
  CHECK(kept.ask("SELECT count(*) FROM snapshots") == "0");
}

TEST_CASE("whatever customers, staff and imports do, the snapshots say it") {
  const Kept kept;
  {
    const auto store = store::open(kept.folder.options());
    const auto& order = kept.all.order;
    REQUIRE(run(store->act(act(kept.all.link, decision(order)))));
    REQUIRE(run(store->act(act(kept.all.link, signature(order), orders::Power::sign))));
    REQUIRE(change(*store, order, cash(500)));
    REQUIRE(change(*store, order, orders::SetStage{orders::Stage::in_progress}));
    const store::File file{.shop = order.shop,
                           .order = order.id,
                           .attachment = {.id = fresh<orders::AttachmentId>(),
                                          .name = "crack.jpg",
                                          .media_type = "image/jpeg",
                                          .bytes = 4,
                                          .sha256 = std::string(64, 'c')},
                           .uploaded_at = now,
                           .content = "jpeg"};
    REQUIRE(run(store->add_file(file)));
    orders::AddMessage message{.name = "Amelie", .text = "Here it is", .attachments = {file.attachment}};
    REQUIRE(run(store->act(act(kept.all.link, message, orders::Power::message))));
    REQUIRE(run(store->add_link(link(order, orders::Channel::qr), context().actor, now)));
    REQUIRE(run(store->open_link(order.shop, order.id, orders::Channel::qr, context().actor, now)));
    auto customer = order.customer;
    customer.email = "ao@customer.example";
    REQUIRE(
        run(store->correct_contact(order.shop, order.id, customer, link(order), {}, context(), operation())));
    REQUIRE(run(store->replace_links(link(order), {}, context().actor, now)));
    auto imported = test::order(kept.all.house.location, "old-1", "A-1");
    REQUIRE(run(store->import_orders(order.shop, {{imported, link(imported)}})).created == 1);
  }
  CHECK(kept.ask("SELECT count(*) FROM snapshots") == "2");
  CHECK(kept.faults() == Sentences{});
}

TEST_SUITE_END();
