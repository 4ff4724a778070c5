#include "server/admin/links.hpp"
#include "server/admin/request.hpp"
#include "server/clock.hpp"
#include "server/import/order_body.hpp"
#include "tokens/uuid.hpp"
#include "views/zone.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <set>

namespace server {

namespace json = boost::json;
using orders::Outcome;
using orders::Reason;
using orders::Refusal;

namespace {

// The shop's locations by name or slug; one that is named for the first time is made.
class LocationBook {
 public:
  LocationBook(AdminContext& context, const orders::Shop& shop, std::vector<orders::Location> known)
      : context_(context), shop_(shop), known_(std::move(known)) {}

  Task<Outcome<orders::Location>> find(const std::string& wanted, bool dry_run) {
    if (wanted.empty()) {
      if (known_.size() == 1) co_return known_.front();
      co_return Refusal{Reason::invalid, "location", "It is needed where a shop has not just one location."};
    }
    const auto by_name = std::ranges::find(known_, wanted, &orders::Location::name);
    const auto found =
        by_name != known_.end() ? by_name : std::ranges::find(known_, wanted, &orders::Location::slug);
    if (found != known_.end()) co_return *found;
    auto added = make(wanted);
    if (!dry_run) {
      auto outcome = co_await context_.store.add_location(added);
      if (!outcome) co_return outcome.error();
      added = std::move(*outcome);
      ++made_;
    }
    known_.push_back(added);
    co_return added;
  }
  std::size_t made() const { return made_; }

 private:
  // An import names a location and says nothing else of it: it takes the clock of the shop's first one, and
  // its telephone, e-mail and website, so that customers can reach somebody. Address and hours are its own
  // business.
  orders::Location make(const std::string& name) const {
    const auto stem = orders::slugify(name).value_or("location");
    auto slug = stem;
    for (int n = 2; std::ranges::find(known_, slug, &orders::Location::slug) != known_.end(); ++n)
      slug = fmt::format("{}-{}", std::string_view{stem}.substr(0, 58), n);
    orders::Location location{.id = {tokens::new_uuid(now())}, .shop = shop_.id, .slug = slug, .name = name};
    if (known_.empty()) return location;
    const auto& first = *std::ranges::min_element(known_, {}, &orders::Location::id);
    location.zone = first.zone;
    location.contact = first.contact;
    location.contact.address.clear();
    return location;
  }

  AdminContext& context_;
  const orders::Shop& shop_;
  std::vector<orders::Location> known_;
  std::size_t made_ = 0;
};

// One order of the batch, ready to be stored. A day without a time of day counts as its noon.
Outcome<orders::Order> make_order(OrderBody body, const orders::Shop& shop, const orders::Location& location,
                                  orders::Instant at) {
  body.order.location = location.id;
  if (body.created_on) {
    const auto zone = views::load_zone(location.zone);
    body.order.created_at = zone.value_or(orders::Zone{}).at(*body.created_on, std::chrono::hours{12});
  }
  if (body.order.created_at) body.order.created_at = std::min(*body.order.created_at, at);
  auto order = orders::create(body.order, shop.id, rule_context(at));
  if (!order || !body.on_hold) return order;
  return orders::apply(std::move(*order), orders::SetStage{.stage = orders::Stage::on_hold},
                       rule_context(at));
}

json::object fault(std::size_t row, const Refusal& why) {
  return {{"row", row}, {"field", why.field}, {"detail", why.detail}};
}

}  // namespace

// shop, rows (bodies for `read_order`), dry_run, links: imports what is new and answers what became of the
// batch.
Task<json::object> import_batch(AdminContext& context, json::object request) {
  const auto shop = co_await shop_named(context.store, text(request, "shop"));
  if (!shop) co_return refused(shop.error());
  const auto* rows = request.if_contains("rows");
  if (!rows || !rows->is_array())
    co_return refused({Reason::invalid, "rows", "The member rows must be a list."});
  const bool dry_run = flag(request, "dry_run"), with_links = flag(request, "links");
  const auto at = now();
  const auto settings = context.settings();

  std::vector<std::pair<std::size_t, OrderBody>> wanted;  // with its place in the batch
  std::vector<std::string> ids;
  json::array faults, links;
  for (std::size_t row = 0; row < rows->get_array().size(); ++row) {
    const auto* object = rows->get_array()[row].if_object();
    if (!object) co_return refused({Reason::invalid, "rows", "A row must be an object."});
    auto body = read_order(*object);
    if (!body) {
      faults.push_back(fault(row, body.error()));
      continue;
    }
    ids.push_back(body->order.external_id);
    wanted.emplace_back(row, std::move(*body));
  }
  const auto known_list = co_await context.store.known_external_ids(shop->id, ids);
  const std::set<std::string> known(known_list.begin(), known_list.end());

  LocationBook locations{context, *shop, co_await context.store.locations(shop->id)};
  std::vector<store::ImportedOrder> batch;
  std::vector<std::string> there;
  for (auto& [row, body] : wanted) {
    const auto number = body.order.number;
    if (known.contains(body.order.external_id)) {
      there.push_back(number);
      continue;
    }
    const auto taken = co_await context.store.find_order(shop->id, number);
    if (taken) {
      faults.push_back(fault(row, {Reason::conflict, "number", "Another order has this number already."}));
      continue;
    }
    const auto location = co_await locations.find(body.location, dry_run);
    auto order = location ? make_order(std::move(body), *shop, *location, at)
                          : Outcome<orders::Order>{location.error()};
    if (!order) {
      faults.push_back(fault(row, order.error()));
      continue;
    }
    auto minted = mint_link(*settings, shop->id, order->id, orders::Channel::copy, at);
    if (with_links) links.push_back(json::object{{"number", number}, {"url", std::move(minted.url)}});
    batch.push_back({std::move(*order), std::move(minted.sealed)});
  }
  if (with_links)
    for (const auto& number : there) {
      const auto order = co_await context.store.find_order(shop->id, number);
      if (!order) continue;
      const auto opened = co_await context.store.open_link(shop->id, order->id, orders::Channel::copy,
                                                           command_line_actor(), at);
      auto url = opened ? reveal_url(*settings, *opened) : std::nullopt;
      links.push_back(json::object{{"number", number}, {"url", url.value_or("")}});
    }

  store::ImportResult result{.created = batch.size()};
  if (!dry_run && !batch.empty()) result = co_await context.store.import_orders(shop->id, std::move(batch));
  if (locations.made() > 0 && context.shops_changed) context.shops_changed();
  co_return json::object{{"created", result.created},
                         {"already_there", there.size() + result.already_there},
                         {"locations", locations.made()},
                         {"faults", std::move(faults)},
                         {"links", std::move(links)}};
}

}  // namespace server
