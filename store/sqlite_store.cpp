#include "store/sqlite_store.hpp"

#include "store/sqlite_links.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_orders.hpp"
#include "store/sqlite_people.hpp"
#include "store/sqlite_shops.hpp"

namespace store {

using namespace orders;

SqliteStore::SqliteStore(std::unique_ptr<LockFile> lock, std::unique_ptr<Connection> writer,
                         const std::filesystem::path& file, unsigned readers)
    : lock_(std::move(lock)), writer_(std::move(writer)), readers_(file, readers) {
  for (const char* use_case : {"find_link",
                               "shops",
                               "find_shop",
                               "shop",
                               "add_shop",
                               "update_shop",
                               "locations",
                               "add_location",
                               "update_location",
                               "find_order",
                               "add_order",
                               "change_order",
                               "import_orders",
                               "known_external_ids",
                               "links",
                               "add_link",
                               "open_link",
                               "revoke_link",
                               "add_staff",
                               "add_api_key",
                               "find_api_key",
                               "put_asset",
                               "find_asset",
                               "brand_colours",
                               "ready"}) {
    counts_[use_case] = 0;
  }
}

template <class Work>
auto SqliteStore::read(const char* use_case, Work work) {
  counts_.at(use_case).fetch_add(1, std::memory_order_relaxed);
  return run_on(readers_.queue(), std::move(work));
}

template <class Work>
auto SqliteStore::write(const char* use_case, Work work) {
  counts_.at(use_case).fetch_add(1, std::memory_order_relaxed);
  return run_on(writer_.queue(), std::move(work));
}

Task<std::optional<LinkedOrder>> SqliteStore::find_link(LinkKey key) {
  return read("find_link", [key](Connection& db) { return store::find_link(db, key); });
}

Task<std::vector<Shop>> SqliteStore::shops() {
  return read("shops", [](Connection& db) { return store::shops(db); });
}

Task<std::optional<Shop>> SqliteStore::find_shop(std::string slug) {
  return read("find_shop", [slug = std::move(slug)](Connection& db) { return store::find_shop(db, slug); });
}

Task<std::optional<Shop>> SqliteStore::shop(ShopId id) {
  return read("shop", [id](Connection& db) { return store::find_shop(db, id); });
}

Task<Outcome<Shop>> SqliteStore::add_shop(Shop shop) {
  return write("add_shop", [shop = std::move(shop)](Connection& db) { return store::add_shop(db, shop); });
}

Task<Outcome<Shop>> SqliteStore::update_shop(Shop shop) {
  return write("update_shop",
               [shop = std::move(shop)](Connection& db) { return store::update_shop(db, shop); });
}

Task<std::vector<Location>> SqliteStore::locations(ShopId shop) {
  return read("locations", [shop](Connection& db) { return store::locations(db, shop); });
}

Task<Outcome<Location>> SqliteStore::add_location(Location location) {
  return write("add_location", [location = std::move(location)](Connection& db) {
    return store::add_location(db, location);
  });
}

Task<Outcome<Location>> SqliteStore::update_location(Location location) {
  return write("update_location", [location = std::move(location)](Connection& db) {
    return store::update_location(db, location);
  });
}

Task<std::optional<Order>> SqliteStore::find_order(ShopId shop, OrderRef ref) {
  return read("find_order",
              [shop, ref = std::move(ref)](Connection& db) { return load_order(db, shop, ref); });
}

Task<Outcome<Order>> SqliteStore::add_order(Order order, std::vector<SealedLink> links,
                                            OperationId operation) {
  return write("add_order", [order = std::move(order), links = std::move(links), operation](Connection& db) {
    return store::add_order(db, order, links, operation);
  });
}

Task<Outcome<Order>> SqliteStore::change_order(ShopId shop, OrderRef ref, Command command, Context context,
                                               OperationId operation) {
  return write("change_order", [shop, ref = std::move(ref), command = std::move(command),
                                context = std::move(context), operation](Connection& db) {
    return store::change_order(db, shop, ref, command, context, operation);
  });
}

Task<ImportResult> SqliteStore::import_orders(ShopId shop, std::vector<ImportedOrder> batch) {
  return write("import_orders", [shop, batch = std::move(batch)](Connection& db) mutable {
    return store::import_orders(db, shop, batch);
  });
}

Task<std::vector<std::string>> SqliteStore::known_external_ids(ShopId shop, std::vector<std::string> ids) {
  return read("known_external_ids", [shop, ids = std::move(ids)](Connection& db) {
    return store::known_external_ids(db, shop, ids);
  });
}

Task<std::vector<Link>> SqliteStore::links(ShopId shop, OrderId order) {
  return read("links", [shop, order](Connection& db) { return store::links(db, shop, order); });
}

Task<Outcome<Link>> SqliteStore::add_link(SealedLink link, Actor actor, Instant now) {
  return write("add_link", [link = std::move(link), actor = std::move(actor), now](Connection& db) {
    return store::add_link(db, link, actor, now);
  });
}

Task<Outcome<SealedLink>> SqliteStore::open_link(ShopId shop, OrderId order, Channel channel, Actor actor,
                                                 Instant now) {
  return write("open_link", [shop, order, channel, actor = std::move(actor), now](Connection& db) {
    return store::open_link(db, shop, order, channel, actor, now);
  });
}

Task<Done> SqliteStore::revoke_link(ShopId shop, LinkUid link, Actor actor, Instant now) {
  return write("revoke_link", [shop, link, actor = std::move(actor), now](Connection& db) {
    return store::revoke_link(db, shop, link, actor, now);
  });
}

Task<Done> SqliteStore::add_staff(Staff staff) {
  return write("add_staff",
               [staff = std::move(staff)](Connection& db) { return store::add_staff(db, staff); });
}

Task<Done> SqliteStore::add_api_key(ApiKey key) {
  return write("add_api_key", [key = std::move(key)](Connection& db) { return store::add_api_key(db, key); });
}

Task<std::optional<ApiKey>> SqliteStore::find_api_key(std::string public_id) {
  return read("find_api_key",
              [id = std::move(public_id)](Connection& db) { return store::find_api_key(db, id); });
}

Task<Done> SqliteStore::put_asset(Asset asset) {
  return write("put_asset",
               [asset = std::move(asset)](Connection& db) { return store::put_asset(db, asset); });
}

Task<std::optional<Asset>> SqliteStore::find_asset(std::string sha256) {
  return read("find_asset",
              [sha256 = std::move(sha256)](Connection& db) { return store::find_asset(db, sha256); });
}

Task<std::vector<std::string>> SqliteStore::brand_colours() {
  return read("brand_colours", [](Connection& db) { return store::brand_colours(db); });
}

Task<bool> SqliteStore::ready() {
  return read("ready", [](Connection& db) { return found(db, "SELECT 1 FROM meta"); });
}

std::map<std::string, std::uint64_t> SqliteStore::operations() const {
  std::map<std::string, std::uint64_t> all;
  for (const auto& [use_case, count] : counts_) all[use_case] = count.load(std::memory_order_relaxed);
  return all;
}

}  // namespace store
