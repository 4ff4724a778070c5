#include "orders/command.hpp"
#include "server/asset_shelf.hpp"
#include "server/clock.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/handlers.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <stdexcept>

namespace server {

namespace {

using namespace std::chrono_literals;
using orders::Instant;

constexpr const char* city = "Europe/London";

orders::Shop example_shop() { return {.slug = "example", .name = "Harbour Repairs (example)"}; }

orders::Location example_place() {
  std::string none;
  return {.name = "Quayside",
          .contact = {.phone = "+441632960123",
                      .email = "hello@harbour.example",
                      .address = {"1 Quay Street", "Harbourton", "HB1 2QS"}},
          .hours = *orders::parse_hours("mon-fri 09:00-17:30; sat 10:00-14:00", none),
          .zone = city};
}

orders::Context context_of(Instant at) {
  return {
      .now = at, .actor = {orders::ActorKind::staff, {}}, .new_id = [at] { return tokens::new_uuid(at); }};
}

template <class Value>
Value sure(orders::Outcome<Value> outcome) {
  if (!outcome) throw std::logic_error("the example breaks a rule: " + outcome.error().detail);
  return *std::move(outcome);
}

// A phone that is being repaired: brought in two days ago, its quote approved the day after.
orders::Order example_order(Instant now, const orders::Zone& zone) {
  using namespace orders;
  const auto brought = now - 48h;
  auto order = sure(
      create({.number = "R-1042",
              .customer = {.name = "Ana Ruiz", .email = "ana@customers.example", .phone = "+441632960201"},
              .devices = {{.kind = "Phone", .brand = "Meridian", .model = "M7", .problem = "Cracked screen"}},
              .created_at = brought},
             {}, context_of(brought)));
  const auto then = [&](std::chrono::hours ago, Command command) {
    order = sure(apply(std::move(order), command, context_of(now - ago)));
  };
  then(47h, SetStage{Stage::received});
  const Date last_day{std::chrono::floor<std::chrono::days>(now) + std::chrono::days{14}};
  then(30h, MakeQuote{{.lines = {{.description = "Screen, genuine part", .unit_price = 8999, .tax_bp = 2000},
                                 {.description = "Fitting and test", .unit_price = 1599, .tax_bp = 2000}},
                       .valid_until = last_day,
                       .expires_at = zone.end_of(last_day)}});
  then(26h, DecideQuote{.method = DecisionMethod::phone, .name = "Ana Ruiz", .reference = "call"});
  then(20h, SetStage{Stage::in_progress, "The screen has come; we fit it today.", true});
  const Date tomorrow{std::chrono::sys_days{zone.local(now).date} + std::chrono::days{1}};
  then(20h, SetPromise{zone.at(tomorrow, 17h + 30min), ""});
  return order;
}

}  // namespace

// For people who want to see one, and for those who review a message template: its button leads here.
Task<Response> show_example(Services& services, const Request& request, Captures) {
  const auto zone = views::load_zone(city).value_or(orders::Zone{});
  const auto at = now();
  const auto shop = example_shop();
  const auto place = example_place();
  const auto order = example_order(at, zone);
  const orders::Link link{};
  const orders::Standing standing{.access = orders::Access::full};
  const auto assets = services.assets.for_page({}, services.settings()->public_url);
  // Without a path it has no forms.
  const views::OrderView view{.shop = shop,
                              .location = place,
                              .order = order,
                              .link = link,
                              .standing = standing,
                              .zone = zone,
                              .now = at};
  co_return page(200, views::order_page(view, locale_of(request), assets).html);
}

}  // namespace server
