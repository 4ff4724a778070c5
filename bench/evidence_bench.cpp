// How long a chain of 100,000 entries takes to verify: hashes with the signatures of head and checkpoints
// (promised: under 5 s), and with all signatures.

#include "bench/scratch.hpp"
#include "store/open.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"
#include "tokens/quote_hash.hpp"
#include "tokens/uuid.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

namespace {

using namespace orders;
using bench::context, bench::Folder;

constexpr int entries = 100'000;
constexpr int orders_made = entries / 5;  // each with its link, a quote, its approval, a payment and a refund

Order through(store::Connection& writer, const store::Sealing& sealing, Order order, const Command& command,
              Instant when) {
  auto after = apply(order, command, context(when));
  if (!after) std::abort();
  store::save_order(writer, order, *after);
  store::write_evidence(writer, sealing, order, *after);
  return *after;
}

void fill(const store::Options& options) {
  store::open(options).reset();
  const tokens::Signer signer{*options.keys};
  const store::Sealing sealing{*options.keys, signer};
  store::Connection writer{options.data_dir / "claimcheck.db", store::Connection::Role::writer};
  writer.exec("BEGIN IMMEDIATE");
  const Instant now = store::store_clock();
  Shop shop{.id = {tokens::new_uuid(now)}, .slug = "bench", .name = "Bench"};
  Location location{.id = {tokens::new_uuid(now)}, .shop = shop.id, .slug = "bench", .name = "Bench"};
  if (!store::add_shop(writer, shop) || !store::add_location(writer, location)) std::abort();
  for (int i = 0; i < orders_made; ++i) {
    NewOrder wanted{.location = location.id, .number = "R-" + std::to_string(i)};
    wanted.customer.name = "Ann Example";
    wanted.devices = {Device{.kind = "Phone"}};
    auto order = *create(wanted, shop.id, context(now));
    if (!store::insert_order(writer, order)) std::abort();
    Link link{.id = {tokens::new_uuid(now)}, .shop = shop.id, .order = order.id, .issued_at = now};
    tokens::random_bytes(link.key);
    store::write_link_evidence(writer, sealing, store::EvidenceType::link_issued, link, {}, now,
                               {tokens::new_uuid(now)});
    QuoteDraft draft{.lines = {QuoteLine{.description = "Screen", .unit_price = 8999, .tax_bp = 2000}}};
    order = through(writer, sealing, std::move(order), MakeQuote{draft}, now);
    order = through(writer, sealing, std::move(order), DecideQuote{.name = "Ann Example"}, now);
    order = through(writer, sealing, std::move(order), RecordPayment{.amount = {10799, {}}, .method = "cash"},
                    now);
    through(writer, sealing, std::move(order),
            RecordPayment{.kind = PaymentKind::refund, .amount = {100, {}}, .method = "cash"}, now);
    if (i % 1000 == 999) store::write_checkpoint(writer, sealing, shop.id, now);
  }
  writer.exec("COMMIT");
}

const store::Options& filled() {
  static const Folder folder;
  static const auto options = [] {
    store::Options made{.data_dir = folder.path / "data"};
    made.keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::of({{0, {1}}}));
    fill(made);
    return made;
  }();
  return options;
}

void verify(benchmark::State& state) {
  const auto& options = filled();
  for (auto _ : state) {
    const auto verdict = store::verify(options, {.signatures = state.range(0) != 0, .keys = options.keys});
    if (!verdict.faults.empty()) state.SkipWithError(verdict.faults.front().c_str());
  }
  state.SetItemsProcessed(state.iterations() * entries);
}
BENCHMARK(verify)
    ->ArgName("all_signatures")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(3);

}  // namespace

BENCHMARK_MAIN();
