#include "store/sqlite_store.hpp"

#include "store/data_files.hpp"
#include "store/sqlite_acts.hpp"
#include "store/sqlite_assets.hpp"
#include "store/sqlite_checkouts.hpp"
#include "store/sqlite_files.hpp"
#include "store/sqlite_links.hpp"
#include "store/sqlite_notices.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_orders.hpp"
#include "store/sqlite_shops.hpp"

namespace store {

using namespace orders;

namespace {

constexpr const char* use_cases[] = {"find_link",
                                     "act",
                                     "done",
                                     "share_link",
                                     "rotate_link",
                                     "resend_link",
                                     "note_view",
                                     "link_views",
                                     "note_preview",
                                     "link_previews",
                                     "add_file",
                                     "find_file",
                                     "drop_stray_files",
                                     "evidence",
                                     "checkpoint",
                                     "last_checkpoint",
                                     "chain_head",
                                     "open_checkout",
                                     "keep_checkout",
                                     "end_checkout",
                                     "settle",
                                     "sealed_link",
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
                                     "correct_contact",
                                     "find_by_external_id",
                                     "import_orders",
                                     "known_external_ids",
                                     "links",
                                     "add_link",
                                     "open_link",
                                     "copy_link",
                                     "revoke_link",
                                     "replace_links",
                                     "put_asset",
                                     "find_asset",
                                     "brand_colours",
                                     "ready",
                                     "tail_changes",
                                     "drop_changes",
                                     "mend_copies",
                                     "add_staff",
                                     "staff",
                                     "find_staff",
                                     "staff_by_email",
                                     "update_staff",
                                     "set_sign_in",
                                     "find_sign_in",
                                     "take_sign_in",
                                     "set_password",
                                     "rehash_password",
                                     "set_totp",
                                     "take_totp_step",
                                     "take_recovery_code",
                                     "recovery_codes_left",
                                     "open_session",
                                     "find_session",
                                     "touch_session",
                                     "sessions",
                                     "end_session",
                                     "drop_sessions",
                                     "add_api_key",
                                     "find_api_key",
                                     "api_keys",
                                     "revoke_api_key",
                                     "touch_api_key",
                                     "list_orders",
                                     "board",
                                     "list_customers",
                                     "orders_between",
                                     "quotes_between",
                                     "payments_between",
                                     "feed",
                                     "news",
                                     "mark_news_seen",
                                     "queue_notice",
                                     "lease_notices",
                                     "notice_sent",
                                     "notice_failed",
                                     "notice_dropped",
                                     "notice_waits",
                                     "notice_told",
                                     "retry_notice",
                                     "notices",
                                     "failed_notices",
                                     "paid_messages_since",
                                     "due_reminders",
                                     "notify_policy",
                                     "set_notify_policy",
                                     "templates",
                                     "set_template",
                                     "drop_template",
                                     "terms",
                                     "terms_versions",
                                     "put_terms",
                                     "set_opt_out",
                                     "opted_out",
                                     "opt_out_everywhere",
                                     "add_webhook",
                                     "webhooks",
                                     "find_webhook",
                                     "update_webhook",
                                     "replace_webhook_secret",
                                     "drop_webhook",
                                     "lease_deliveries",
                                     "delivery_tried",
                                     "disable_webhook",
                                     "deliveries",
                                     "redeliver",
                                     "queue_test_delivery",
                                     "drop_deliveries",
                                     "claim_answer",
                                     "keep_answer",
                                     "free_answer",
                                     "drop_answers"};

std::string read_epoch(Connection& connection) {
  std::array<std::uint8_t, 16> epoch{};
  Query{connection, "SELECT epoch FROM meta"}.one(epoch);
  return tokens::hex(epoch);
}

}  // namespace

SqliteStore::SqliteStore(std::unique_ptr<LockFile> lock, std::unique_ptr<Connection> writer,
                         const Options& options)
    : lock_(std::move(lock)),
      keys_(options.keys),
      signer_(*keys_),
      epoch_(read_epoch(*writer)),
      sealing_{*keys_, signer_, options.debounce},
      writer_(std::move(writer)),
      readers_(database_file(options), options.readers) {
  for (const char* use_case : use_cases) counts_[use_case] = 0;
}

Task<std::shared_ptr<const LinkedOrder>> SqliteStore::find_link(LinkKey key) {
  return look("find_link", [key](Connection& db) { return store::find_shared_link(db, key); });
}

Task<Outcome<LinkedOrder>> SqliteStore::act(CustomerAct act) {
  return write("act", [this, act = std::move(act)](Connection& db) { return store::act(db, sealing_, act); });
}

Task<bool> SqliteStore::done(LinkKey key, OperationId operation) {
  return read("done", [key, operation](Connection& db) {
    return found(db, "SELECT 1 FROM ops o JOIN links l ON l.shop = o.shop WHERE l.key = ? AND o.id = ?", key,
                 operation);
  });
}

Task<Outcome<SealedLink>> SqliteStore::share_link(Behind behind, SealedLink fresh, Instant now) {
  return write("share_link",
               [this, behind = std::move(behind), fresh = std::move(fresh), now](Connection& db) {
                 return store::share_link(db, sealing_, behind, fresh, now);
               });
}

Task<Done> SqliteStore::rotate_link(Behind behind, SealedLink fresh, Notice notice, Instant now) {
  return write("rotate_link",
               [this, behind = std::move(behind), fresh = std::move(fresh), notice = std::move(notice), now](
                   Connection& db) { return store::rotate_link(db, sealing_, behind, fresh, notice, now); });
}

Task<bool> SqliteStore::resend_link(LinkKey key, LinkPolicy policy, SealedLink fresh, Notice notice,
                                    Instant now) {
  return write("resend_link", [this, key, policy, fresh = std::move(fresh), notice = std::move(notice),
                               now](Connection& db) {
    return store::resend_link(db, sealing_, key, policy, fresh, notice, now);
  });
}

Task<Done> SqliteStore::note_view(LinkKey key, std::string device, Instant now) {
  return write("note_view", [key, device = std::move(device), now](Connection& db) {
    return store::note_view(db, key, device, now);
  });
}

Task<std::vector<LinkView>> SqliteStore::link_views(ShopId shop, LinkUid link) {
  return read("link_views", [shop, link](Connection& db) { return store::link_views(db, shop, link); });
}

Task<Done> SqliteStore::add_file(File file) {
  return write("add_file", [file = std::move(file)](Connection& db) { return store::add_file(db, file); });
}

Task<std::optional<File>> SqliteStore::find_file(ShopId shop, OrderId order, AttachmentId id) {
  return read("find_file",
              [shop, order, id](Connection& db) { return store::find_file(db, shop, order, id); });
}

Task<std::size_t> SqliteStore::drop_stray_files(Instant before) {
  return write("drop_stray_files", [before](Connection& db) { return store::drop_stray_files(db, before); });
}

Task<std::vector<EvidenceEntry>> SqliteStore::evidence(ShopId shop, OrderId order) {
  return read("evidence", [shop, order](Connection& db) { return store::evidence(db, shop, order); });
}

Task<std::optional<Checkpoint>> SqliteStore::checkpoint(ShopId shop, Instant now) {
  return write("checkpoint",
               [this, shop, now](Connection& db) { return write_checkpoint(db, sealing_, shop, now); });
}

Task<std::optional<Checkpoint>> SqliteStore::last_checkpoint(ShopId shop) {
  return read("last_checkpoint",
              [this, shop](Connection& db) { return store::last_checkpoint(db, sealing_, shop); });
}

Task<ChainHead> SqliteStore::chain_head(ShopId shop) {
  return read("chain_head", [shop](Connection& db) { return store::chain_head(db, shop); });
}

Task<std::optional<Checkout>> SqliteStore::open_checkout(ShopId shop, OrderId order, std::string kind) {
  return read("open_checkout", [shop, order, kind = std::move(kind)](Connection& db) {
    return store::open_checkout(db, shop, order, kind);
  });
}

Task<Checkout> SqliteStore::keep_checkout(Checkout checkout) {
  return write("keep_checkout", [checkout = std::move(checkout)](Connection& db) {
    return store::keep_checkout(db, checkout);
  });
}

Task<Done> SqliteStore::end_checkout(ShopId shop, std::string provider, std::string object) {
  return write("end_checkout",
               [shop, provider = std::move(provider), object = std::move(object)](Connection& db) {
                 store::end_checkout(db, shop, provider, object);
                 return Done{std::monostate{}};
               });
}

Task<Settled> SqliteStore::settle(ProviderWord word, Context context) {
  return write("settle", [this, word = std::move(word), context = std::move(context)](Connection& db) {
    return store::settle(db, sealing_, word, context);
  });
}

Task<std::optional<SealedLink>> SqliteStore::sealed_link(ShopId shop, LinkUid link) {
  return read("sealed_link", [shop, link](Connection& db) {
    SealedLink found;
    return find_sealed_link(db, shop, link, found) ? std::optional{found} : std::nullopt;
  });
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

Task<Outcome<Order>> SqliteStore::add_order(Order order, std::vector<SealedLink> links, OperationId operation,
                                            Tell tell) {
  return write("add_order",
               [this, order = std::move(order), links = std::move(links), operation, tell](Connection& db) {
                 return store::add_order(db, sealing_, order, links, operation, tell);
               });
}

Task<Outcome<Order>> SqliteStore::change_order(ShopId shop, OrderRef ref, Command command, Context context,
                                               OperationId operation) {
  return write("change_order", [this, shop, ref = std::move(ref), command = std::move(command),
                                context = std::move(context), operation](Connection& db) {
    return store::change_order(db, sealing_, shop, ref, command, context, operation);
  });
}

Task<ImportResult> SqliteStore::import_orders(ShopId shop, std::vector<ImportedOrder> batch) {
  return write("import_orders", [this, shop, batch = std::move(batch)](Connection& db) {
    return store::import_orders(db, sealing_, shop, batch);
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
  return write("add_link", [this, link = std::move(link), actor = std::move(actor), now](Connection& db) {
    return store::add_link(db, sealing_, link, actor, now);
  });
}

Task<Outcome<SealedLink>> SqliteStore::open_link(ShopId shop, OrderId order, Channel channel, Actor actor,
                                                 Instant now) {
  return write("open_link", [this, shop, order, channel, actor = std::move(actor), now](Connection& db) {
    return store::open_link(db, sealing_, shop, order, channel, actor, now);
  });
}

Task<Outcome<SealedLink>> SqliteStore::copy_link(ShopId shop, LinkUid link, Actor actor, Instant now) {
  return write("copy_link", [this, shop, link, actor = std::move(actor), now](Connection& db) {
    return store::copy_link(db, sealing_, shop, link, actor, now);
  });
}

Task<Done> SqliteStore::revoke_link(ShopId shop, LinkUid link, Actor actor, Instant now) {
  return write("revoke_link", [this, shop, link, actor = std::move(actor), now](Connection& db) {
    return store::revoke_link(db, sealing_, shop, link, actor, now);
  });
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
