#include "server/http/finished.hpp"
#include "server/http/message.hpp"
#include "server/log_line.hpp"
#include "store/snapshot.hpp"
#include "tests/views/samples.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

using benchmark::DoNotOptimize;

const views::Locale& english() { return views::Locale::fallback(); }

const samples::Story& plain() {
  static const samples::Story story = samples::stories().front();
  return story;
}
// The longest page of all.
const samples::Story& fullest() {
  static const samples::Story story = [] {
    const auto length = [](const samples::Story& one) { return samples::draw(one, english()).html.size(); };
    const auto all = samples::stories();
    return *std::ranges::max_element(all, {}, length);
  }();
  return story;
}

void render(benchmark::State& state, const samples::Story& story) {
  const auto assets = samples::assets();
  const auto view = samples::view_of(story);
  for (auto _ : state) DoNotOptimize(views::order_page(view, english(), assets));
}
void render_plain(benchmark::State& state) { render(state, plain()); }
void render_fullest(benchmark::State& state) { render(state, fullest()); }
BENCHMARK(render_plain);
BENCHMARK(render_fullest);

void snapshot_encode(benchmark::State& state) {
  for (auto _ : state) DoNotOptimize(store::to_snapshot(fullest().order));
}
BENCHMARK(snapshot_encode);

void snapshot_decode(benchmark::State& state) {
  const auto bytes = store::to_snapshot(fullest().order);
  for (auto _ : state) DoNotOptimize(store::from_snapshot<orders::Order>(bytes));
}
BENCHMARK(snapshot_decode);

// Made once for a page, then only looked at.
void finish_plain(benchmark::State& state) {
  const auto page = samples::draw(plain(), english());
  for (auto _ : state) {
    const server::Finished finished{{.body = page.html}};
    DoNotOptimize(finished.form(server::Coding::identity));
  }
}
BENCHMARK(finish_plain);

void finish_plain_compressed(benchmark::State& state) {
  const auto page = samples::draw(plain(), english());
  for (auto _ : state) {
    const server::Finished finished{{.body = page.html}};
    DoNotOptimize(finished.form(server::Coding::brotli));
  }
}
BENCHMARK(finish_plain_compressed);

void log_line(benchmark::State& state) {
  const server::RequestLine line{.id = "01890a5dac96774b",
                                 .route = "/t/{}",
                                 .method = "GET",
                                 .status = 200,
                                 .bytes = 12'345,
                                 .microseconds = 87,
                                 .client = "203.0.113.0",
                                 .link = "619a66d2d4fbbf8b",
                                 .shop = "wales",
                                 .cache = "hit"};
  fmt::memory_buffer out;
  for (auto _ : state) {
    out.clear();
    write_json(out, samples::now(), line, "203.0.113.0");
    DoNotOptimize(out.data());
  }
}
BENCHMARK(log_line);

}  // namespace
