// What it costs that a change tells whom it concerns, inside the change's own transaction; and how long the
// next messages and deliveries take to find when tens of thousands wait.

#include "bench/scratch.hpp"
#include "store/open.hpp"
#include "store/sqlite_deliveries.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_people.hpp"
#include "store/sqlite_shops.hpp"
#include "store/sqlite_telling.hpp"
#include "store/sqlite_webhooks.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace orders;
using bench::context, bench::Folder;
using namespace std::chrono_literals;

constexpr int shops = 200, endpoints = 2, staff = 3, changes = 2'000, waiting = 50'000;

// In µs, over the runs of `work`, each a savepoint of one transaction as in the store's writer.
template <class Work>
void measure(store::Connection& writer, const char* what, int runs, Work work) {
  std::vector<double> took;
  writer.exec("BEGIN IMMEDIATE");
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work(i);
    took.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
  }
  writer.exec("COMMIT");
  std::ranges::sort(took);
  fmt::print("{:44} p50 {:8.1f} µs   p99 {:8.1f} µs\n", what, took[took.size() / 2],
             took[took.size() * 99 / 100]);
}

Order make_order(const Location& location, Instant now, int i) {
  NewOrder wanted{.location = location.id, .number = fmt::format("R-{}", i)};
  wanted.customer = {"Ann Example", "ann@customer.example", "+441632960201", "en"};
  wanted.devices = {Device{.kind = "Phone"}};
  return *create(wanted, location.shop, context(now));
}

Location make_shop(store::Connection& writer, Instant now, int i) {
  const Shop shop{.id = {tokens::new_uuid(now)}, .slug = fmt::format("s{}", i), .name = "Bench"};
  const Location location{.id = {tokens::new_uuid(now)}, .shop = shop.id, .slug = "bench", .name = "Bench"};
  if (!store::add_shop(writer, shop) || !store::add_location(writer, location)) std::abort();
  for (int n = 0; n < staff; ++n) {
    store::Staff member;
    member.member = {
        .id = {tokens::new_uuid(now)}, .shop = shop.id, .email = fmt::format("{}@bench.example", n)};
    if (!store::add_staff(writer, member)) std::abort();
  }
  for (int n = 0; n < endpoints; ++n)
    if (!store::add_webhook(writer, {.endpoint = {.id = {tokens::new_uuid(now)}, .shop = shop.id}}))
      std::abort();
  return location;
}

}  // namespace

int main() {
  const Folder folder;
  const store::Options options{.data_dir = folder.path,
                               .keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}))};
  store::open(options).reset();
  const tokens::Signer signer{*options.keys};
  const store::Sealing sealing{*options.keys, signer};
  store::Connection writer{options.data_dir / "claimcheck.db", store::Connection::Role::writer};
  const Instant now = store::store_clock();

  std::vector<Location> all;
  writer.exec("BEGIN IMMEDIATE");
  for (int i = 0; i < shops; ++i) all.push_back(make_shop(writer, now, i));
  std::vector<Order> before, after;
  for (int i = 0; i < changes; ++i) {
    before.push_back(make_order(all[0], now, i));
    if (!store::insert_order(writer, before.back())) std::abort();
    auto acting = context(now);
    acting.actor.kind = ActorKind::customer;  // alerts staff
    after.push_back(*apply(before.back(), AddMessage{"Ann", "Hello", {}}, acting));
  }
  writer.exec("COMMIT");
  measure(writer, "a message written, nobody told", changes,
          [&](int i) { store::save_order(writer, before[i], after[i]); });
  measure(writer, "telling 3 staff and 2 systems of it", changes,
          [&](int i) { store::tell(writer, sealing, before[i], after[i], store::Tell::customer); });
  std::vector<Order> moved;
  for (const auto& order : after) moved.push_back(*apply(order, SetStage{Stage::received}, context(now)));
  measure(writer, "telling a customer and 2 systems of a stage", changes,
          [&](int i) { store::tell(writer, sealing, after[i], moved[i], store::Tell::customer); });

  writer.exec("BEGIN IMMEDIATE");
  for (int i = 0; i < waiting; ++i)
    store::queue_notice(writer, {.id = {tokens::new_uuid(now)},
                                 .shop = i % 10 ? all[0].shop : all[i / 10 % shops].shop,
                                 .created_at = now,
                                 .due_at = now});
  writer.exec("COMMIT");
  measure(writer, "8 of 50,000 messages of 200 shops taken", 500,
          [&](int) { store::lease_notices(writer, now, now + 1h, 8); });
  measure(writer, "8 of 8,000 deliveries to 2 endpoints taken", 500,
          [&](int i) { store::lease_deliveries(writer, now + i * 1min, now + i * 1min + 30s, 8); });
}
