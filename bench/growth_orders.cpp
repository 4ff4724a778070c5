#include "bench/growth_orders.hpp"

#include "bench/scratch.hpp"
#include "server/import/csv_rows.hpp"
#include "tokens/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <stdexcept>

namespace bench {

using namespace orders;
using namespace std::chrono_literals;

namespace {

constexpr const char* first_names[] = {"Amelie", "Bo", "Chidi", "Dana", "Elif",  "Farah", "Goran", "Hana",
                                       "Ines",   "Jo", "Kofi",  "Lena", "Mateo", "Nia",   "Omar",  "Priya"};
constexpr const char* sounds[] = {"an",  "bel", "cor", "dal", "er",  "fin", "gor",  "hal", "is",  "jor",
                                  "kel", "lin", "mar", "nor", "ost", "per", "quin", "ros", "sol", "tam"};
constexpr const char* parts[] = {"Screen, genuine part", "Battery",         "Charging socket", "Keyboard",
                                 "Drive belt",           "Heating element", "Power supply",    "Zip, metal"};
constexpr const char* words[] = {"The fan was stuck; we have ordered a new one.",
                                 "Will it be ready on Friday?", "Thank you, that is fine by me.",
                                 "It works again, and we cleaned it."};
constexpr const char* terms =
    "We repair with care and with parts of at least the quality of those that were there. What we find while "
    "at "
    "work we tell you before it costs more. Please keep a copy of your data: we cannot promise it back. What "
    "is "
    "not collected within three months we give to charity, after two letters to you.";
// The same dice for the same order, however many there are.
class Dice {
 public:
  explicit Dice(std::size_t i) : random_{7'919 * i + 17} {}
  std::size_t below(std::size_t n) { return random_() % n; }
  bool in_hundred(std::size_t share) { return below(100) < share; }
  template <class List>
  auto any(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 random_;
};

// An order that goes its way, an hour a step.
class Way {
 public:
  Way(const NewOrder& wanted, ShopId shop, Instant begins) : at_{begins} {
    take(create(wanted, shop, context(begins)));
    order_.created_at = begins;
  }
  void go(const Command& command, ActorKind by = ActorKind::staff) {
    at_ += 1h;
    auto acting = context(at_);
    if (by == ActorKind::customer) acting.actor = {by, "lnk_bench"};
    take(apply(std::move(order_), command, acting));
  }
  const Order& order() const { return order_; }
  Order end() && { return std::move(order_); }

 private:
  void take(Outcome<Order> outcome) {
    if (!outcome) throw std::runtime_error("no such repair: " + outcome.error().detail);
    order_ = *std::move(outcome);
  }
  Instant at_;
  Order order_{};
};

NewOrder wanted_for(const Vocabulary& vocabulary, Dice& dice, std::size_t i, LocationId location,
                    Lived lived) {
  const auto customer = dice.below(400'000);
  Dice known{customer};  // who comes again has the same name
  const std::string first = known.any(first_names);
  const auto& device = vocabulary.entries[dice.below(vocabulary.entries.size())];
  NewOrder wanted{.location = location, .number = fmt::format("R-{}", 1001 + i)};
  wanted.external_id = fmt::format("bench-{}", i);
  wanted.customer.name =
      fmt::format("{} {}{}{}son", first, known.any(sounds), known.any(sounds), known.any(sounds));
  wanted.customer.locale = "en";
  wanted.devices = {{.kind = device.kind, .brand = device.brand, .problem = device.problem}};
  if (lived == Lived::imported) return wanted;
  wanted.customer.email = fmt::format("c{}@customer.example", customer);
  wanted.customer.phone = fmt::format("+441632960{:03}", customer % 1000);
  wanted.devices.front().model = fmt::format("Model {}", dice.below(400));
  wanted.devices.front().serial = fmt::format("SN{:08X}", static_cast<std::uint32_t>(dice.below(0xffffffff)));
  return wanted;
}

void quote(Way& way, Dice& dice, bool decided) {
  QuoteDraft draft{.currency = *Currency::of("GBP"), .deposit = 2000};
  draft.lines = {{.description = dice.any(parts),
                  .unit_price = static_cast<std::int64_t>(1999 + 100 * dice.below(200)),
                  .tax_bp = 2000},
                 {.description = "Fitting", .unit_price = 1599, .tax_bp = 2000}};
  way.go(MakeQuote{draft});
  if (!decided) return;
  way.go(DecideQuote{.method = DecisionMethod::phone, .name = "Ada Quill", .reference = "called at noon"});
  const auto due = payment_summary(way.order(), draft.currency).due;
  way.go(RecordPayment{.kind = PaymentKind::deposit, .amount = {2000, draft.currency}, .method = "card"});
  way.go(RecordPayment{.amount = {due - 2000, draft.currency}, .method = "cash"});
}

void sign(Way& way) {
  const auto sha256 = tokens::hex(tokens::sha256(tokens::bytes(std::string_view(terms))));
  way.go(AddDocument{.title = "Terms of repair", .body = terms, .sha256 = sha256});
  const auto document = way.order().documents.back().id;
  way.go(SignDocument{.document = document, .sha256 = sha256, .name = "Ada Quill", .locale = "en"});
}

// What became of an order by now, of a hundred.
struct Fate {
  explicit Fate(std::size_t lot) : collected{lot < 85}, fresh{lot == 85}, cancelled{lot >= 97} {}
  bool collected, fresh, cancelled;
};

// What shop and customer do about it before the work begins.
void live(Way& way, Dice& dice, const Fate& fate) {
  if (dice.in_hundred(20)) sign(way);
  if (dice.in_hundred(40) && !fate.cancelled && !fate.fresh)
    quote(way, dice, fate.collected || dice.in_hundred(50));
  for (auto count = dice.below(100) < 25 ? 1 + dice.below(3) : 0; count > 0; --count)
    way.go(AddMessage{"Ada Quill", dice.any(words)},
           dice.in_hundred(50) ? ActorKind::staff : ActorKind::customer);
}

}  // namespace

Vocabulary read_vocabulary() {
  const char* const whole = std::getenv("CLAIMCHECK_ORDS_CSV");
  server::Lines lines{whole ? whole : SOURCE_DIR "/tests/fixtures/ords-excerpt.csv"};
  server::CsvRows rows{lines};
  const auto head = rows.next();
  if (!head) throw std::runtime_error(lines.file().string() + " is empty");
  const auto column = [&](const char* name) {
    const auto found = std::ranges::find(head->fields, name);
    if (found == head->fields.end())
      throw std::runtime_error(lines.file().string() + " has no column " + name);
    return static_cast<std::size_t>(found - head->fields.begin());
  };
  const auto kind = column("product_category"), brand = column("brand"), problem = column("problem");
  Vocabulary vocabulary;
  while (auto row = rows.next()) {
    if (row->fields.size() != head->fields.size()) continue;
    const auto& fields = row->fields;
    vocabulary.entries.push_back(
        {fields[kind], fields[brand] == "Unknown" ? "" : fields[brand], fields[problem]});
  }
  return vocabulary;
}

Repaired made_repair(const Vocabulary& vocabulary, std::size_t i, ShopId shop,
                     const std::vector<LocationId>& locations, Instant came_in, Lived lived) {
  Dice dice{i};
  const auto& location = locations[dice.below(locations.size())];
  Way way{wanted_for(vocabulary, dice, i, location, lived), shop, came_in};
  const auto lot = dice.below(100);
  const Fate fate{lot};
  if (!fate.fresh) way.go(SetStage{Stage::received});
  if (lived == Lived::whole) live(way, dice, fate);
  if (lot > 88 && lot < 97) way.go(SetStage{lot > 93 ? Stage::ready : Stage::in_progress, "On the bench"});
  if (fate.collected && lived == Lived::whole) {
    way.go(SetStage{Stage::in_progress});
    way.go(SetStage{Stage::ready});
  }
  if (fate.collected) way.go(SetStage{Stage::collected});
  if (fate.cancelled) way.go(SetStage{Stage::cancelled});
  if (lived == Lived::imported) return {std::move(way).end(), i % 4 == 0 ? 1 : 0};
  return {std::move(way).end(), dice.in_hundred(30) ? 2 : 1};
}

}  // namespace bench
