#include "server/admin/request.hpp"
#include "server/cli/demo.hpp"
#include "tokens/hash.hpp"
#include "views/zone.hpp"

#include <stdexcept>

namespace server {

namespace {

using namespace std::chrono_literals;
using orders::Device;
using orders::Instant;
using orders::Stage;
using std::chrono::days;

// An order as it was brought in, and what came after.
class Story {
 public:
  Story(orders::ShopId shop, const orders::NewOrder& wanted, Instant now)
      : now_(now), told_{told(orders::create(wanted, shop, rule_context(*wanted.created_at)))} {}

  Story& then(std::chrono::minutes ago, orders::Command command, orders::Actor actor = command_line_actor()) {
    told_.then.push_back({now_ - ago, std::move(actor), std::move(command)});
    return *this;
  }
  Story& stage(std::chrono::minutes ago, Stage stage, std::string note = {}) {
    const bool visible = !note.empty();
    return then(ago, orders::SetStage{stage, std::move(note), visible});
  }
  Story& status(std::chrono::minutes ago, std::size_t device, const char* status) {
    return then(ago, orders::SetDeviceStatus{.device = told_.order.devices[device].id, .status = status});
  }
  Story& message(std::chrono::minutes ago, orders::ActorKind from, const char* name, const char* text) {
    return then(ago, orders::AddMessage{.name = name, .text = text}, {from, {}});
  }
  DemoOrder shows(std::string_view what) const {
    auto all = told_;
    all.shows = what;
    return all;
  }

 private:
  static orders::Order told(orders::Outcome<orders::Order> outcome) {
    if (!outcome) throw std::logic_error("the demo breaks a rule: " + outcome.error().detail);
    return *std::move(outcome);
  }

  Instant now_;
  DemoOrder told_;
};

constexpr auto terms_text =
    "We repair with care and only what you agreed to.\n\n"
    "- Please save your data first: we cannot promise that it survives.\n"
    "- Parts that we replace carry a twelve-month warranty.\n"
    "- Please collect your device within 60 days after we told you that it is ready.\n";

constexpr auto authorisation_text =
    "I allow Harbour Repairs to open the device and to fit the parts that I approve.\n\n"
    "If more turns out to be wrong, they ask me **before** they go on.\n";

orders::AddDocument paper(orders::Purpose purpose, const char* title, const char* text) {
  return {purpose, title, text, tokens::hex(tokens::sha256(tokens::bytes(text)))};
}
orders::AddDocument terms() { return paper(orders::Purpose::terms, "Repair terms", terms_text); }

orders::QuoteLine line(const char* description, std::int64_t unit_price,
                       orders::LineKind kind = orders::LineKind::required, const char* group = "") {
  return {.description = description, .unit_price = unit_price, .tax_bp = 2000, .kind = kind, .group = group};
}

// Two lines of 105.98 and 20 % tax: 127.18, of which 50.00 is asked at approval.
orders::MakeQuote quote_of(Instant now, const orders::Zone& zone, std::vector<orders::QuoteLine> lines) {
  const orders::Date last_day{std::chrono::floor<days>(now) + days{14}};
  return {{.lines = std::move(lines),
           .deposit = 5000,
           .valid_until = last_day,
           .expires_at = zone.end_of(last_day)}};
}

}  // namespace

std::vector<DemoOrder> demo_orders(const orders::Shop& shop, const std::vector<orders::Location>& locations,
                                   Instant now) {
  const auto quayside = locations[0].id, old_town = locations[1].id;
  const auto zone = views::load_zone(locations[0].zone).value_or(orders::Zone{});
  const auto story = [&](const char* number, orders::LocationId location, orders::Customer customer,
                         std::vector<Device> devices, std::chrono::minutes ago) {
    return Story{shop.id,
                 {.location = location,
                  .number = number,
                  .customer = std::move(customer),
                  .devices = std::move(devices),
                  .created_at = now - ago},
                 now};
  };
  const auto pounds = [&](std::int64_t pence) { return orders::Money{pence, shop.currency}; };

  const Device tablet{.kind = "Tablet", .brand = "Ardent", .model = "Slate 10", .problem = "Does not charge"};
  const Device laptop{.kind = "Laptop",
                      .brand = "Corvid",
                      .model = "Feather 14",
                      .serial = "CF14-00731",
                      .problem = "Keys stick after tea"};
  const Device phone{.kind = "Phone", .brand = "Meridian", .model = "M7", .problem = "Cracked screen"};
  const Device mixer{.kind = "Food processor", .brand = "Rowan", .problem = "Smells of burning, stops"};
  const Device camera{
      .kind = "Camera", .brand = "Luma", .model = "L-200", .problem = "Lens will not retract"};
  const Device lamp{.kind = "Lamp", .problem = "Loose switch"};
  const Device espresso{
      .kind = "Kaffeemaschine", .brand = "Bergland", .model = "Piccolo", .problem = "Verliert Wasser"};
  const Device radio{.kind = "Radio", .brand = "Tern", .problem = "Crackles"};

  auto created = story("R-1001", quayside, {.name = "Ada Quill", .phone = "+441632960201"}, {tablet}, 3h);

  auto received =
      story("R-1002", quayside, {.name = "Ben Osei", .email = "ben@customers.example"}, {laptop}, days{1});
  received.stage(20h, Stage::received).then(19h, terms());

  auto quoted = story("R-1003", quayside, {.name = "Cleo Marsh", .phone = "+441632960203"}, {phone}, days{2});
  quoted.stage(47h, Stage::received).status(30h, 0, "diagnosing").status(26h, 0, "ready_to_quote");
  using orders::LineKind;
  quoted.then(46h, terms());
  quoted.then(46h, paper(orders::Purpose::repair_authorisation, "Repair authorisation", authorisation_text));
  quoted.then(25h, quote_of(now, zone,
                            {line("Screen, genuine part", 8999, LineKind::choice, "Screen"),
                             line("Screen, compatible part", 5999, LineKind::choice, "Screen"),
                             line("Fitting and test", 1599),
                             line("New battery while it is open", 3900, LineKind::optional),
                             line("Tempered glass over the screen", 1200, LineKind::optional)}));
  quoted.status(25h, 0, "awaiting_authorisation");
  quoted.message(24h, orders::ActorKind::customer, "Cleo Marsh", "Will my photos still be there afterwards?");
  quoted.message(23h, orders::ActorKind::staff, "Ann, Harbour Repairs",
                 "Yes: for a new screen we do not touch what is on the phone. A backup never hurts.");

  auto paid =
      story("R-1004", old_town, {.name = "Dev Anand", .email = "dev@customers.example"}, {phone}, days{6});
  paid.stage(days{6}, Stage::received)
      .then(days{5},
            quote_of(now, zone, {line("Screen, genuine part", 8999), line("Fitting and test", 1599)}));
  paid.then(days{4},
            orders::DecideQuote{
                .method = orders::DecisionMethod::phone, .name = "Dev Anand", .reference = "call at noon"});
  paid.then(days{4}, orders::RecordPayment{orders::PaymentKind::deposit, pounds(5000), "card", "till 2", {}});
  paid.stage(days{2}, Stage::in_progress, "The screen has come; we fit it tomorrow.");
  paid.then(days{2}, orders::SetPromise{now + days{1}, "The part came a day late"});

  auto several = story("R-1005", quayside, {.name = "Elin Parry"}, {camera, lamp, radio}, days{9});
  several.stage(days{9}, Stage::received).status(days{7}, 0, "diagnosing").stage(days{6}, Stage::in_progress);
  several.status(days{4}, 1, "repaired_qc").status(days{4}, 1, "repaired_ready");

  auto ready =
      story("R-1006", old_town, {.name = "Frieda Lang", .email = "frieda@customers.example", .locale = "de"},
            {espresso}, days{8});
  ready.stage(days{8}, Stage::received);
  ready.then(days{7}, orders::MakeQuote{{.lines = {line("Dichtung", 1250), line("Arbeit", 2999)}}});
  ready.then(days{7}, orders::DecideQuote{.name = "Frieda Lang"})
      .stage(days{5}, Stage::in_progress)
      .stage(4h, Stage::ready);

  auto held = story("R-1007", quayside, {.name = "Gus Whitlock"}, {mixer}, days{12});
  held.stage(days{12}, Stage::received)
      .stage(days{10}, Stage::on_hold, "We wait for a motor from the maker.");

  auto done = story("R-1008", old_town, {.name = "Hana Ito"}, {lamp}, days{20});
  done.stage(days{20}, Stage::received)
      .stage(days{18}, Stage::in_progress)
      .stage(days{16}, Stage::ready)
      .stage(days{15}, Stage::collected);

  auto dropped = story("R-1009", quayside, {.name = "Ivo Brandt"}, {radio}, days{15});
  dropped.stage(days{15}, Stage::received).stage(days{13}, Stage::cancelled);

  return {created.shows("announced; the shop waits for the tablet"),
          received.shows("received, with terms to sign"),
          quoted.shows("a quote to choose from and approve, papers to sign, a message from the shop"),
          paid.shows("in progress, quote approved by phone, a part payment made, the promise moved"),
          several.shows("three devices, each at its own step"),
          ready.shows("ready to collect with a code for the counter, a customer who reads German"),
          held.shows("on hold, and why"),
          done.shows("collected: the link ended with the order"),
          dropped.shows("cancelled: the link ended with the order")};
}

}  // namespace server
