// What every store promises of acts behind links, their evidence and the lives of links. Follows
// contract_links.hpp.

#include "store/checkpoint_line.hpp"
#include "tests/store/behind.hpp"
#include "tokens/canonical_json.hpp"

using namespace test;
using orders::Reason;

TEST_CASE("an act changes the order, and its evidence says what was seen and done") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto wish = act(all.link, decision(all.order), orders::Power::decide, now + 1s);
  const auto done = run(store.act(wish));
  REQUIRE(done);
  CHECK(done->order.version == all.order.version + 1);
  CHECK(done->order.quotes[0].decision->approved);
  CHECK(run(store.find_order(all.order.shop, all.order.id)) == done->order);
  CHECK(done->order.events.back().actor ==
        orders::Actor{orders::ActorKind::customer, all.link.link.id.text()});

  const auto entries = run(store.evidence(all.order.shop, all.order.id));
  CHECK(evidence_types(store, all.order) ==
        std::vector<std::string>{"link_issued", "quote_sent", "quote_approved"});
  const auto body = tokens::parse_canonical(entries.back().body);
  REQUIRE(body);
  CHECK(body->at("doc").at("sha256").as_string() == all.order.quotes[0].sha256.c_str());
  CHECK(body->at("total").at("minor").as_int64() == 10799);
  CHECK(body->at("intent").at("dwell_ms").as_int64() == 6000);
  CHECK(body->at("intent").at("typed_name_present").as_bool());
  CHECK(body->at("link").at("channel").as_string() == "email");
  CHECK(body->as_object().contains("row_commit"));
  CHECK(entries.back().body.find("Amelie") == std::string::npos);
  CHECK_FALSE(entries.back().sealed_personal.empty());
  CHECK(run(store.chain_head(all.order.shop)).hash == entries.back().hash);
}

TEST_CASE("the same act again answers as before and writes nothing, though the link has ended since") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto wish = act(all.link, decision(all.order));
  CHECK_FALSE(run(store.done(wish.behind.key, wish.behind.operation)));
  const auto first = run(store.act(wish));
  REQUIRE(first);
  CHECK(run(store.done(wish.behind.key, wish.behind.operation)));
  const auto head = run(store.chain_head(all.order.shop));
  const auto again = run(store.act(wish));
  REQUIRE(again);
  CHECK(again->order == first->order);
  REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, {}, now)));
  CHECK(run(store.act(wish)));
  CHECK(run(store.chain_head(all.order.shop)).seq == head.seq + 1);  // of the revocation
}

TEST_CASE("an act is judged by the link as it is in that moment") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto reason = [&](const store::CustomerAct& wish) { return run(store.act(wish)).error().reason; };
  auto guess = act(all.link, decision(all.order));
  guess.behind.key[0] ^= 1;
  CHECK(reason(guess) == Reason::not_found);
  auto shared = link(all.order, orders::Channel::share);
  REQUIRE(run(store.add_link(shared, {}, now)));
  CHECK(reason(act(shared, decision(all.order))) == Reason::forbidden);
  CHECK(reason(act(all.link, decision(all.order), orders::Power::decide, now + 24h * 181)) == Reason::gone);
  auto moved = decision(all.order);
  REQUIRE(change(store, all.order, screen(7999)));
  CHECK(reason(act(all.link, moved)) == Reason::gone);  // that round is superseded
  moved.round = 2;
  CHECK(run(store.act(act(all.link, moved))).error().field == "quote_sha256");
  REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, {}, now)));
  CHECK(reason(act(all.link, decision(all.order))) == Reason::gone);
  CHECK(evidence_types(store, all.order).back() == "link_revoked");
}

TEST_CASE("an act that changes nothing leaves no evidence, and its notices are not sent") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  auto wish = act(all.link, decision(all.order));
  wish.notices = {{.id = fresh<orders::NoticeId>(),
                   .topic = orders::Topic::act_receipt,
                   .created_at = now,
                   .due_at = now}};
  REQUIRE(run(store.act(wish)));
  auto again = act(all.link, decision(all.order));
  again.notices = {{.id = fresh<orders::NoticeId>(),
                    .topic = orders::Topic::act_receipt,
                    .created_at = now,
                    .due_at = now}};
  REQUIRE(run(store.act(again)));
  CHECK(evidence_types(store, all.order).size() == 3);
  const auto notices = run(store.lease_notices(now, now + 1min, 10));
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].id == wish.notices[0].id);
  CHECK(notices[0].order == all.order.id);
  CHECK(notices[0].event);
}

TEST_CASE("a view-only link is made once, and is not shared on") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto asks = behind(all.link);
  const auto made = run(store.share_link(asks, link(all.order, orders::Channel::copy), now));
  REQUIRE(made);
  CHECK(made->link.channel == orders::Channel::share);
  CHECK(made->link.rights == orders::default_rights(orders::Channel::share));
  const auto again = run(store.share_link(asks, link(all.order), now));
  REQUIRE(again);
  CHECK(again->link == made->link);
  CHECK(again->sealed_code == made->sealed_code);
  CHECK(run(store.links(all.order.shop, all.order.id)).size() == 2);
  CHECK(run(store.share_link(behind(*made), link(all.order), now)).error().reason == Reason::forbidden);
}

TEST_CASE("with a lost phone every link of its order ends, and the new one goes out by a notice") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto shared = run(store.share_link(behind(all.link), link(all.order), now));
  REQUIRE(shared);
  const auto asks = behind(all.link);
  const auto newer = link(all.order, orders::Channel::email, now + 1s);
  const store::Notice notice{
      .id = fresh<orders::NoticeId>(), .topic = orders::Topic::new_link, .created_at = now, .due_at = now};
  REQUIRE(run(store.rotate_link(asks, newer, notice, now + 1s)));
  REQUIRE(run(store.rotate_link(asks, newer, notice, now + 1s)));
  CHECK(run(store.find_link(all.link.link.key))->link.revoked_at == now + 1s);
  CHECK(run(store.find_link(shared->link.key))->link.revoked_at == now + 1s);
  CHECK_FALSE(run(store.find_link(newer.link.key))->link.revoked_at);
  const auto notices = run(store.lease_notices(now, now + 1min, 10));
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].link == newer.link.id);
  CHECK(run(store.sealed_link(all.order.shop, newer.link.id))->sealed_code == newer.sealed_code);
  CHECK(run(store.rotate_link(behind(all.link), link(all.order), notice, now)).error().reason ==
        Reason::gone);
  CHECK(run(store.rotate_link(behind(*shared), link(all.order), notice, now)).error().reason == Reason::gone);
}

TEST_CASE("an ended link brings a new one at most once an hour, and only if that would open") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto resend = [&](const store::SealedLink& from, orders::Instant when) {
    const store::Notice notice{.id = fresh<orders::NoticeId>(),
                               .topic = orders::Topic::new_link,
                               .created_at = when,
                               .due_at = when};
    return run(
        store.resend_link(from.link.key, {}, link(all.order, orders::Channel::email, when), notice, when));
  };
  CHECK_FALSE(resend(all.link, now));  // it still opens
  REQUIRE(run(store.revoke_link(all.order.shop, all.link.link.id, {}, now)));
  CHECK(resend(all.link, now + 1min));
  CHECK_FALSE(resend(all.link, now + 60min));
  CHECK(resend(all.link, now + 62min));
  CHECK(run(store.lease_notices(now + 62min, now + 70min, 10)).size() == 2);
  CHECK(run(store.links(all.order.shop, all.order.id)).size() == 3);
  REQUIRE(change(store, all.order, orders::SetStage{orders::Stage::cancelled}, now + 63min));
  CHECK_FALSE(resend(all.link, now + 200min));
  auto unknown = all.link;
  unknown.link.key[5] ^= 1;
  CHECK_FALSE(resend(unknown, now));
}

TEST_CASE("the diary of a link tells when and from what it was opened") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto key = all.link.link.key;
  REQUIRE(run(store.note_view(key, "phone", now)));
  REQUIRE(run(store.note_view(key, "phone", now + 1min)));  // the same look
  REQUIRE(run(store.note_view(key, "computer", now + 2min)));
  REQUIRE(run(store.note_view(key, "phone", now + 20min)));
  const auto views = run(store.link_views(all.order.shop, all.link.link.id));
  REQUIRE(views.size() == 3);
  CHECK(views[0].at == now + 20min);
  CHECK(views[1].device == "computer");
  auto guess = key;
  guess[1] ^= 1;
  CHECK(run(store.note_view(guess, "phone", now)).error().reason == Reason::not_found);
}

TEST_CASE("files belong to their order, are bounded, and go when no message names them") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto file = [&](std::int64_t bytes) {
    store::File one{.shop = all.order.shop, .order = all.order.id, .uploaded_at = now, .content = "PNG\0x"};
    one.attachment = {
        fresh<orders::AttachmentId>(), "screen.png", "image/png", bytes, std::string(64, 'a'), 4, 3};
    return one;
  };
  const auto kept = file(5), stray = file(5);
  REQUIRE(run(store.add_file(kept)));
  REQUIRE(run(store.add_file(stray)));
  CHECK(run(store.add_file(file(100 << 20))).error().reason == Reason::conflict);
  const auto found = run(store.find_file(all.order.shop, all.order.id, kept.attachment.id));
  REQUIRE(found);
  CHECK(found->content == kept.content);
  CHECK(found->attachment == kept.attachment);
  CHECK_FALSE(run(store.find_file(all.order.shop, fresh<orders::OrderId>(), kept.attachment.id)));

  const orders::AddMessage message{"Amelie Okafor", "It cracked here", {kept.attachment}};
  const auto told = run(store.act(act(all.link, message, orders::Power::message)));
  REQUIRE(told);
  CHECK(run(store.find_order(all.order.shop, all.order.id))->messages == told->order.messages);
  CHECK(run(store.drop_stray_files(now)) == 0);
  CHECK(run(store.drop_stray_files(now + 1h)) == 1);
  CHECK(run(store.find_file(all.order.shop, all.order.id, kept.attachment.id)));
  CHECK_FALSE(run(store.find_file(all.order.shop, all.order.id, stray.attachment.id)));
}

TEST_CASE("a checkpoint is taken of a chain that has grown, and not of one that has not") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  CHECK_FALSE(run(store.last_checkpoint(all.order.shop)));
  const auto taken = run(store.checkpoint(all.order.shop, now + 1h));
  REQUIRE(taken);
  CHECK(taken->seq == 3);
  CHECK(run(store.chain_head(all.order.shop)).hash == taken->head);
  CHECK_FALSE(run(store.checkpoint(all.order.shop, now + 2h)));
  const auto last = run(store.last_checkpoint(all.order.shop));
  REQUIRE(last);
  const auto line = store::checkpoint_line(*taken);
  CHECK(store::checkpoint_line(*last) == line);
  const auto read = store::parse_checkpoint(line);
  REQUIRE(read);
  CHECK(read->head == taken->head);
  CHECK_FALSE(store::parse_checkpoint(line + " "));
  CHECK_FALSE(store::parse_checkpoint(line.substr(0, 40)));
  REQUIRE(change(store, all.order, cash(100)));
  CHECK(run(store.checkpoint(all.order.shop, now + 3h))->seq == 5);
}
