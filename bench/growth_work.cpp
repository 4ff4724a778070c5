#include "bench/growth_work.hpp"

#include "bench/measure.hpp"
#include "bench/scratch.hpp"
#include "store/open.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_links.hpp"
#include "store/sqlite_lists.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_orders.hpp"
#include "store/sqlite_shops.hpp"
#include "tokens/code.hpp"

namespace bench {

namespace {

using namespace orders;

constexpr std::size_t looks = 4'000, writes = 300, asks = 100;

// What one run of `work` takes: its CPU on average and half of the waits.
template <class Work>
void timed(const Note& note, const std::string& name, std::size_t times, Work work) {
  std::vector<double> waited;
  const auto cpu = thread_cpu_us();
  for (std::size_t i = 0; i < times; ++i) {
    const auto begun = Clock::now();
    work(i);
    waited.push_back(us_since(begun));
  }
  note(name + "_cpu_us", (thread_cpu_us() - cpu) / static_cast<double>(times), "us");
  note(name + "_p50_us", median(waited), "us");
}

void look_up(const Grown& at, const tokens::KeyRing& keys, store::Connection& reader, const Note& note) {
  std::vector<store::LinkKey> known;
  for (const auto& path : at.links) known.push_back(tokens::Code::parse(path.substr(3), keys)->link_id());
  const auto look = [&](std::size_t i) {
    if (!store::find_link(reader, known[i * 7'919 % known.size()]))
      throw std::runtime_error("a link is gone");
  };
  for (std::size_t i = 0; i < looks; ++i)
    look(i);  // statements are prepared, pages are in the system's memory
  timed(note, "find_link", looks, look);
}

void write(const Grown& at, const store::Sealing& sealing, const Note& note) {
  store::Connection writer{at.database(), store::Connection::Role::writer};
  const auto shop = store::shops(writer).front().id;
  std::size_t round = 0;
  const auto change = [&](std::size_t i) {
    const auto number = fmt::format("R-{}", 1001 + (i * 7'919 + round) % at.orders);
    const auto now = store::store_clock();
    writer.exec("BEGIN IMMEDIATE");
    if (!store::change_order(writer, sealing, shop, number, AddNote{"Called, nobody at home", true},
                             context(now), tokens::new_uuid(now)))
      throw std::runtime_error("the order is not changed");
    writer.exec("COMMIT");
  };
  for (; round < 20; ++round) change(round);
  timed(note, "change_order", writes, change);
}

void lists(const Grown& at, store::Connection& reader, const Note& note) {
  const auto shop = store::shops(reader).front().id;
  const auto list = [&](store::OrderFilter filter) {
    filter.shop = shop;
    return store::list_orders(reader, filter, "", 50).items.size();
  };
  // The latest, whose numbers begin no other. Those imported have no serial number.
  std::vector<std::string> numbers, rare;
  for (std::size_t i = 0; i < asks; ++i) {
    numbers.push_back(fmt::format("R-{}", 1000 + at.orders - i * 7));
    const auto order = store::load_order(reader, shop, numbers.back()).value();
    const auto& serial = order.devices.front().serial;
    rare.push_back(serial.empty() ? order.external_id : serial);
  }
  constexpr const char* common[] = {"Jo", "Ines", "Farah", "Bo"};
  timed(note, "list", asks, [&](std::size_t i) { list({.open = i % 2 == 0}); });
  timed(note, "board", asks / 5, [&](std::size_t) { store::board(reader, shop, {}, store::store_clock()); });
  timed(note, "search_number", asks, [&](std::size_t i) { list({.text = numbers[i]}); });
  timed(note, "search_rare", asks, [&](std::size_t i) { list({.text = rare[i]}); });
  timed(note, "search_common", asks, [&](std::size_t i) { list({.text = common[i % 4]}); });
  timed(note, "search_two", asks,
        [&](std::size_t i) { list({.text = fmt::format("{} model", common[i % 4])}); });
}

}  // namespace

void measure_work(const Grown& at, const Note& note) {
  store::Options options{.data_dir = at.data()};
  options.keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::load(at.keys()));
  store::open(options).reset();  // brings an older one up to date
  const tokens::Signer signer{*options.keys};
  pin(0);
  {
    store::Connection reader{at.database(), store::Connection::Role::reader};
    look_up(at, *options.keys, reader, note);
    lists(at, reader, note);
  }
  write(at, {*options.keys, signer}, note);
  note("bytes_per_order",
       static_cast<double>(std::filesystem::file_size(at.database())) / static_cast<double>(at.orders),
       "bytes");
}

}  // namespace bench
