// What every store promises of what is put right later, and of the shop's own rules; included behind
// contract.hpp.

#include "tests/store/behind.hpp"

TEST_CASE("a shop keeps its own rules for links, its way in and its tax rates") {
  Subject subject;
  auto& store = *subject.store;
  auto shop = house(store).shop;
  shop.entry = orders::Entry::recheck;
  shop.link_max_days = 30;
  shop.receipt_days = 14;
  shop.tax_rates = {{"VAT", 2000}, {"Zero rate", 0}};
  const auto saved = run(store.update_shop(shop));
  REQUIRE(saved);
  CHECK(run(store.shop(shop.id)) == *saved);
  CHECK(saved->tax_rates == shop.tax_rates);
}

TEST_CASE("the shop's own lifetime of links beats the configured one when something is done behind one") {
  Subject subject;
  auto& store = *subject.store;
  auto all = asked(store);
  auto shop = all.house.shop;
  shop.link_max_days = 2;
  REQUIRE(run(store.update_shop(shop)));
  const auto late = act(all.link, decision(all.order), orders::Power::decide, now + 48h);
  CHECK(run(store.act(late)).error().reason == Reason::gone);
  CHECK(run(store.act(act(all.link, decision(all.order), orders::Power::decide, now + 47h))));
}

TEST_CASE(
    "a mistyped contact is corrected in one act: the old links end, and a new one goes to the new "
    "contact") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto shop = all.order.shop;
  auto right = all.order.customer;
  right.email = "amelia@customer.example";
  const auto fresh = link(all.order, orders::Channel::email, now + 1h);
  const store::Notice notice{.id = test::fresh<orders::NoticeId>(),
                             .topic = orders::Topic::invite,
                             .route = orders::Route::email,
                             .created_at = now + 1h,
                             .due_at = now + 1h};
  const auto correcting = operation();
  const auto correct = [&](orders::ShopId of) {
    return run(store.correct_contact(of, all.order.id, right, fresh, notice, context(now + 1h), correcting));
  };
  const auto other = house(store, "other");
  CHECK(correct(other.shop.id).error().reason == Reason::not_found);
  const auto corrected = correct(shop);
  REQUIRE(corrected);
  CHECK(corrected->customer == right);
  CHECK(*corrected == run(store.find_order(shop, all.order.id)));
  const auto again = correct(shop);
  REQUIRE(again);
  CHECK(again->version == corrected->version);

  const auto links = run(store.links(shop, all.order.id));
  REQUIRE(links.size() == 2);
  CHECK(links[0].id == fresh.link.id);
  CHECK_FALSE(links[0].revoked_at);
  CHECK(links[1].revoked_at == now + 1h);
  int invites = 0;
  for (const auto& told : run(store.notices(shop, all.order.id)))
    invites += told.topic == orders::Topic::invite && told.route == orders::Route::email;
  CHECK(invites == 1);

  right.email = "not an address";
  CHECK(run(store.correct_contact(shop, all.order.id, right, link(all.order), notice, context(), operation()))
            .error()
            .reason == Reason::invalid);
  CHECK(run(store.links(shop, all.order.id)).size() == 2);
}

TEST_CASE("a new link takes the place of all, or of those of its channel") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto made = order(here.location);
  const auto mailed = link(made, orders::Channel::email), copied = link(made);
  added(store, made, {mailed, copied});
  const auto open = [&] {
    std::set<orders::LinkUid> ids;
    for (const auto& link : run(store.links(made.shop, made.id)))
      if (!link.revoked_at) ids.insert(link.id);
    return ids;
  };
  const auto second = link(made, orders::Channel::email, now + 1h);
  REQUIRE(run(store.replace_links(second, orders::Channel::email, {}, now + 1h)));
  CHECK(open() == std::set{copied.link.id, second.link.id});
  CHECK_THROWS_AS(run(store.replace_links(second, std::nullopt, {}, now + 2h)), store::Unavailable);
  CHECK(open() == std::set{copied.link.id, second.link.id});
  const auto third = link(made, orders::Channel::email, now + 2h);
  REQUIRE(run(store.replace_links(third, std::nullopt, {}, now + 2h)));
  CHECK(open() == std::set{third.link.id});
  auto stray = link(made);
  stray.link.shop = house(store, "other").shop.id;
  CHECK(run(store.replace_links(stray, std::nullopt, {}, now)).error().reason == Reason::not_found);
}

TEST_CASE("previews by chat programs are counted apart and change nothing") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto made = order(here.location);
  const auto sent = link(made);
  const auto before = added(store, made, {sent});
  REQUIRE(run(store.note_preview(sent.link.key)));
  REQUIRE(run(store.note_preview(sent.link.key)));
  CHECK(run(store.link_previews(made.shop, sent.link.id)) == 2);
  CHECK(run(store.link_views(made.shop, sent.link.id)).empty());
  CHECK(run(store.find_order(made.shop, made.id)) == before);
  CHECK(run(store.links(made.shop, made.id)).front() == sent.link);
  CHECK(run(store.link_previews(house(store, "other").shop.id, sent.link.id)) == 0);
  CHECK_FALSE(run(store.note_preview({})));
}

TEST_CASE("an order is found by the id that another system gave it") {
  Subject subject;
  auto& store = *subject.store;
  const auto here = house(store);
  const auto made = added(store, order(here.location, "POS-7"));
  added(store, order(here.location));
  CHECK(run(store.find_by_external_id(made.shop, "POS-7")) == made.id);
  CHECK_FALSE(run(store.find_by_external_id(made.shop, "POS-8")));
  CHECK_FALSE(run(store.find_by_external_id(made.shop, "")));
  CHECK_FALSE(run(store.find_by_external_id(house(store, "other").shop.id, "POS-7")));
}

TEST_CASE("orders without a price follow their shop into another currency") {
  Subject subject;
  auto& store = *subject.store;
  const auto all = asked(store);
  const auto plain = added(store, order(all.house.location));
  auto shop = all.house.shop;
  shop.currency = *orders::Currency::of("EUR");
  REQUIRE(run(store.update_shop(shop)));
  const auto currency = [&](const orders::Order& order) {
    const auto cards = run(store.list_orders({.shop = shop.id, .text = order.number}, "", 1)).items;
    return std::string(cards.at(0).currency.code());
  };
  CHECK(currency(plain) == "EUR");
  CHECK(currency(all.order) == "GBP");
}
