#include "bench/growth_store.hpp"

#include "bench/measure.hpp"
#include "store/open.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_links.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"
#include "tokens/seal.hpp"
#include "tokens/uuid.hpp"

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

namespace bench {

namespace {

namespace fs = std::filesystem;
using namespace orders;

constexpr auto years = std::chrono::hours{2 * 365 * 24};  // in which they came in
constexpr std::size_t links_kept = 20'000, batch_size = 2'000, verified_up_to = 100'000;

// One after another, the last some days ago.
Instant came_in(std::size_t i, std::size_t of, Instant now) {
  return now - std::chrono::hours{96} - years +
         std::chrono::duration_cast<std::chrono::milliseconds>(
             years * (static_cast<double>(i) / static_cast<double>(of)));
}

struct Made {
  Order order{};
  std::vector<store::SealedLink> links = {};
  std::string path = {};  // of the first link, when the order is open
};

// Makes orders on a thread of its own, while those before are written.
class Maker {
 public:
  Maker(const Grown& wanted, std::size_t first, ShopId shop, const std::vector<LocationId>& locations,
        const tokens::KeyRing& keys, Instant now)
      : thread_{[=, this, &keys, orders = wanted.orders, lived = wanted.lived] {
          const auto vocabulary = read_vocabulary();
          for (auto i = first; i < orders;) {
            std::vector<Made> batch;
            for (const auto end = std::min(i + batch_size, orders); i < end; ++i)
              batch.push_back(make(
                  made_repair(vocabulary, i, shop, locations, came_in(i, orders, now), lived), keys, now));
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [&] { return ready_.size() < 4; });
            ready_.push_back(std::move(batch));
            changed_.notify_all();
          }
          const std::lock_guard lock{mutex_};
          done_ = true;
          changed_.notify_all();
        }} {}
  std::optional<std::vector<Made>> next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return done_ || !ready_.empty(); });
    if (ready_.empty()) return std::nullopt;
    auto batch = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return batch;
  }

 private:
  static Made make(Repaired repaired, const tokens::KeyRing& keys, Instant now) {
    Made made{std::move(repaired.order)};
    constexpr Channel channels[] = {Channel::copy, Channel::email};
    for (int i = 0; i < repaired.links; ++i) {
      const auto code = tokens::Code::mint(keys);
      Link link{.id = {tokens::new_uuid(now)},
                .key = code.link_id(),
                .shop = made.order.shop,
                .order = made.order.id};
      link.channel = channels[i];
      link.rights = default_rights(link.channel);
      link.issued_at = now;
      auto sealed = tokens::seal_code(
          keys, code, {link.shop.text(), link.order.text(), link.id.text(), std::string(name(link.channel))});
      made.links.push_back({link, std::move(sealed)});
      if (i == 0 && !made.order.ended_at) made.path = "/t/" + code.reveal();
    }
    return made;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<Made>> ready_;
  bool done_ = false;
  std::jthread thread_;
};

void add_shop(store::Connection& writer, Instant now) {
  const ShopId id{tokens::new_uuid(now)};
  Shop shop{.id = id, .slug = "bench", .name = "Bench", .currency = *Currency::of("GBP")};
  if (!store::add_shop(writer, shop)) throw std::runtime_error("no shop");
  for (const char* const slug : {"north", "south", "east", "west"}) {
    Location location{.id = {tokens::new_uuid(now)}, .shop = id, .slug = slug, .name = slug};
    location.contact = {"+441632960123", "hello@bench.example", "", {"1 High Street", "Exampleton"}};
    if (!store::add_location(writer, location)) throw std::runtime_error("no location");
  }
}

void put(store::Connection& writer, const store::Sealing& sealing, const Made& made, Lived lived) {
  const auto& order = made.order;
  if (!store::insert_order(writer, order)) throw std::runtime_error("the number is taken");
  if (lived == Lived::whole) store::write_evidence(writer, sealing, Order{}, order);
  for (const auto& link : made.links)
    store::insert_link(writer, sealing, order.shop, order.id, link, {ActorKind::staff, "stf_bench"},
                       EventId{tokens::new_uuid(link.link.issued_at)}, nullptr);
}

// How many had to be made.
std::size_t fill(const Grown& made, const store::Options& options) {
  const tokens::Signer signer{*options.keys};
  const store::Sealing sealing{*options.keys, signer};
  store::Connection writer{made.database(), store::Connection::Role::writer};
  // Nobody waits for the disk, and what refers to what is known to be right.
  writer.exec(
      "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = OFF;"
      "PRAGMA cache_size = -2000000; PRAGMA wal_autocheckpoint = 20000");
  const auto now = store::store_clock();
  // What a run that was ended has left is gone on with.
  const auto there = static_cast<std::size_t>(writer.number("SELECT count(*) FROM orders"));
  if (store::shops(writer).empty()) add_shop(writer, now);
  const auto shop = store::shops(writer).front().id;
  std::vector<LocationId> locations;
  for (const auto& location : store::locations(writer, shop)) locations.push_back(location.id);
  Maker maker{made, there, shop, locations, *options.keys, now};
  std::ofstream links{made.folder / "links", std::ios::app};
  // About one order in eight is open and has a link, one in thirty of those imported.
  const auto open = made.orders / (made.lived == Lived::whole ? 8 : 30);
  const auto one_of = open / links_kept + 1;
  for (std::size_t seen = 0; auto batch = maker.next();) {
    std::string paths;
    writer.exec("BEGIN IMMEDIATE");
    for (const auto& one : *batch) {
      put(writer, sealing, one, made.lived);
      if (!one.path.empty() && seen++ % one_of == 0) paths += one.path + '\n';
    }
    writer.exec("COMMIT");
    links << paths << std::flush;
  }
  writer.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return made.orders - there;
}

void make(const Grown& made) {
  fs::create_directories(made.folder);
  if (!fs::exists(made.keys())) tokens::KeyRing::create(made.keys());
  store::Options options{.data_dir = made.data()};
  options.keys = std::make_shared<tokens::KeyRing>(tokens::KeyRing::load(made.keys()));
  store::open(options).reset();
  const auto begun = Clock::now();
  const auto count = fill(made, options);
  tell("growth.made_per_second", static_cast<double>(count) / us_since(begun) * 1e6, "orders/s", made.orders);
  if (made.orders > verified_up_to) return;
  const auto verdict = store::verify(options);
  if (!verdict.faults.empty()) throw std::runtime_error("what was made is wrong: " + verdict.faults.front());
}

}  // namespace

Grown grown(std::size_t orders, Lived lived) {
  const char* const kept = std::getenv("CLAIMCHECK_BENCH_DIR");
  const auto below = kept ? fs::path{kept} : fs::temp_directory_path() / "claimcheck-bench";
  const auto kind = lived == Lived::whole ? "orders" : "imported";
  Grown made{
      .folder = fs::absolute(below) / fmt::format("{}-{}", kind, orders), .orders = orders, .lived = lived};
  const auto whole = made.folder / "whole";  // the last to be written
  if (!fs::exists(whole)) {
    make(made);
    std::ofstream{whole} << orders << '\n';
  }
  std::ifstream links{made.folder / "links"};
  for (std::string path; std::getline(links, path);) made.links.push_back(path);
  return made;
}

}  // namespace bench
