#include "store/sqlite_orders.hpp"

#include "store/sqlite_links.hpp"
#include "store/sqlite_operations.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_telling.hpp"
#include "store/sqlite_terms.hpp"
#include "tokens/quote_hash.hpp"
#include "tokens/uuid.hpp"

#include <fmt/format.h>

namespace store {

using namespace orders;

namespace {

bool has_external_id(Connection& connection, ShopId shop, const std::string& id) {
  return find_by_external_id(connection, shop, id).has_value();
}

const Refusal no_such_location{Reason::invalid, "location", "the shop has no such location"};

bool has_location(Connection& connection, ShopId shop, LocationId id) {
  return found(connection, "SELECT 1 FROM locations WHERE shop = ? AND id = ?", shop, id);
}

bool has_number(Connection& connection, ShopId shop, const std::string& number) {
  return found(connection, "SELECT 1 FROM orders WHERE shop = ? AND number = ?", shop, number);
}

// R-1001, R-1002, … leaving out those that were given by hand.
std::string next_number(Connection& connection, ShopId shop) {
  for (;;) {
    std::int64_t value = 0;
    Query{
        connection,
        "INSERT INTO counters (shop, name, value) VALUES (?, 'order_number', 1001) ON CONFLICT (shop, name) "
        "DO UPDATE SET value = counters.value + 1 RETURNING value",
        shop}
        .one(value);
    auto number = fmt::format("R-{}", value);
    if (!has_number(connection, shop, number)) return number;
  }
}

// The order of an operation that was done before, as it stands now.
std::optional<Order> order_before(Connection& connection, ShopId shop, const OperationId& operation) {
  const auto order = done_before(connection, shop, operation);
  return order ? load_order(connection, shop, *order) : std::nullopt;
}

void insert_links(Connection& connection, const Sealing& sealing, const Order& order,
                  const std::vector<SealedLink>& links) {
  const auto actor = order.events.empty() ? Actor{} : order.events.front().actor;
  for (const auto& link : links) {
    // A key is 130 random bits: one that is taken is a fault of the caller, and the order goes back with it.
    const EventId event{tokens::new_uuid(link.link.issued_at)};
    if (!insert_link(connection, sealing, order.shop, order.id, link, actor, event))
      throw Unavailable("the link's key or id is taken");
  }
}

}  // namespace

Outcome<Order> add_order(Connection& connection, const Sealing& sealing, Order order,
                         const std::vector<SealedLink>& links, const OperationId& operation, Tell tell) {
  if (auto before = order_before(connection, order.shop, operation)) return std::move(*before);
  if (!has_location(connection, order.shop, order.location)) return no_such_location;
  if (has_external_id(connection, order.shop, order.external_id)) {
    return Refusal{Reason::conflict, "external_id", "the shop has an order with this external id"};
  }
  attach_terms(connection, order);
  if (order.number.empty()) order.number = next_number(connection, order.shop);
  if (!insert_order(connection, order)) {
    return Refusal{Reason::conflict, "number", "the shop has an order with this number"};
  }
  write_evidence(connection, sealing, Order{}, order);
  insert_links(connection, sealing, order, links);
  store::tell(connection, sealing, Order{}, order, tell);
  record(connection, operation, "add_order", order);
  return order;
}

Outcome<Order> change_order(Connection& connection, const Sealing& sealing, ShopId shop, const OrderRef& ref,
                            const Command& command, Context context, const OperationId& operation) {
  if (auto before = order_before(connection, shop, operation)) return std::move(*before);
  context.quote_sha256 = tokens::quote_sha256;
  const auto before = load_order(connection, shop, ref);
  if (!before) return Refusal{Reason::not_found, "", "the shop has no such order"};
  auto after = apply(*before, command, context);
  if (!after) return after;
  if (after->location != before->location && !has_location(connection, shop, after->location))
    return no_such_location;
  if (after->external_id != before->external_id && has_external_id(connection, shop, after->external_id))
    return Refusal{Reason::conflict, "external_id", "the shop has an order with this external id"};
  if (after->version != before->version) {
    save_order(connection, *before, *after);
    write_evidence(connection, sealing, *before, *after);
    tell(connection, sealing, *before, *after, context.tell_customer ? Tell::customer : Tell::nobody);
  }
  record(connection, operation, "change_order", *after);
  return after;
}

ImportResult import_orders(Connection& connection, const Sealing& sealing, ShopId shop,
                           const std::vector<ImportedOrder>& batch) {
  ImportResult result;
  for (auto [order, link] : batch) {  // a copy: the same batch may be imported once more
    order.shop = shop;
    bool there = has_external_id(connection, shop, order.external_id);
    if (!there && order.number.empty()) order.number = next_number(connection, shop);
    there = there || !insert_order(connection, order);
    if (there) {
      ++result.already_there;
      continue;
    }
    insert_links(connection, sealing, order, {link});
    ++result.created;
  }
  return result;
}

std::optional<OrderId> find_by_external_id(Connection& connection, ShopId shop, const std::string& id) {
  OrderId order;
  // The second condition is the index's own: without it SQLite would not use the index.
  if (!Query{connection, "SELECT id FROM orders WHERE shop = ? AND external_id = ? AND external_id <> ''",
             shop, id}
           .one(order)) {
    return std::nullopt;
  }
  return order;
}

std::vector<std::string> known_external_ids(Connection& connection, ShopId shop,
                                            const std::vector<std::string>& ids) {
  std::vector<std::string> known;
  for (const auto& id : ids) {
    if (has_external_id(connection, shop, id)) known.push_back(id);
  }
  return known;
}

}  // namespace store
