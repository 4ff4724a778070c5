#include "tokens/canonical_json.hpp"
#include "tokens/code.hpp"
#include "tokens/evidence.hpp"
#include "tokens/seal.hpp"
#include "tokens/sign.hpp"

#include <benchmark/benchmark.h>
#include <boost/json.hpp>

namespace {

using benchmark::DoNotOptimize;

const tokens::KeyRing& keys() {
  static const auto ring = tokens::KeyRing::of({{0, {1, 2, 3}}});
  return ring;
}

void mint(benchmark::State& state) {
  for (auto _ : state) DoNotOptimize(tokens::Code::mint(keys()));
}
BENCHMARK(mint);

void parse_and_check(benchmark::State& state) {
  const auto code = tokens::Code::mint(keys()).reveal();
  for (auto _ : state) DoNotOptimize(tokens::Code::parse(code, keys()));
}
BENCHMARK(parse_and_check);

void refuse_a_guess(benchmark::State& state) {
  auto code = tokens::Code::mint(keys()).reveal();
  code[7] = code[7] == 'a' ? 'b' : 'a';
  for (auto _ : state) DoNotOptimize(tokens::Code::parse(code, keys()));
}
BENCHMARK(refuse_a_guess);

void link_id(benchmark::State& state) {
  const auto code = tokens::Code::mint(keys());
  for (auto _ : state) DoNotOptimize(code.link_id());
}
BENCHMARK(link_id);

const std::string& plain() {
  static const std::string text(4'000, 'x');
  return text;
}

void seal_4000_bytes(benchmark::State& state) {
  for (auto _ : state) DoNotOptimize(tokens::seal(keys(), tokens::KeyUse::cache, plain(), "place"));
}
BENCHMARK(seal_4000_bytes);

void open_4000_bytes(benchmark::State& state) {
  const auto sealed = tokens::seal(keys(), tokens::KeyUse::cache, plain(), "place");
  for (auto _ : state) DoNotOptimize(tokens::open(keys(), tokens::KeyUse::cache, sealed, "place"));
}
BENCHMARK(open_4000_bytes);

// An approval as the chain has it.
const boost::json::value& event() {
  static const auto value = boost::json::parse(R"({
    "v": 1, "seq": 48211, "id": "evt_01890a5d-ac96-774b-bcce-b302099a8057", "type": "quote_approved",
    "ts": "2026-01-02T03:04:05.678Z", "shop": "shp_01890a5d-ac96-774b-bcce-b302099a8057",
    "order": "ord_01890a5d-ac96-774b-bcce-b302099a8057", "actor": {"kind": "customer", "id": "lnk_01890a5d"},
    "doc": {"kind": "quote", "id": "qt_01890a5d-ac96-774b-bcce-b302099a8057", "version": 1, "locale": "en",
            "sha256": "619a66d2d4fbbf8b840afeb66061c3cdfb28d69c8763b8fe185e0a1f94c88644"},
    "total": {"currency": "GBP", "minor": 12718, "tax_minor": 2120, "lines": 2},
    "intent": {"button_text": "Approve for £127.18", "boxes": ["agree"], "typed_name_present": true,
               "statement_sha256": "804f5a4385c2b0bf863f5f7cf0d6f8218705f491ef4dcc9d8e6342f73fc9ff48",
               "action_id": "01890a5d-ac96-774b-bcce-b302099a8057", "dwell_ms": 7200}})");
  return value;
}

void canonical_json(benchmark::State& state) {
  for (auto _ : state) DoNotOptimize(tokens::canonical_json(event()));
}
BENCHMARK(canonical_json);

void chain_append(benchmark::State& state) {
  const tokens::Signer signer{keys()};
  auto head = tokens::genesis("shop-0001");
  for (auto _ : state) {
    head = tokens::chain(head, tokens::canonical_json(event()));
    DoNotOptimize(signer.sign(tokens::Statement::event, head));
  }
}
BENCHMARK(chain_append);

}  // namespace
