#pragma once

#include "orders/command.hpp"
#include "orders/link.hpp"
#include "orders/shop.hpp"
#include "store/act.hpp"
#include "store/answers.hpp"
#include "store/change.hpp"
#include "store/evidence.hpp"
#include "store/lists.hpp"
#include "store/outgoing.hpp"
#include "store/payment.hpp"
#include "store/people.hpp"
#include "store/task.hpp"
#include "store/watched.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace store {

// The world is broken: disk full, database locked by a shell, connection gone. Caught in one place, answered
// 503.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// The data is not what it must be. The service refuses to start with it.
struct Damaged : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// Another process holds the store.
struct Locked : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// The schema is of a later program than this one.
struct NewerSchema : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using OrderRef = std::variant<orders::OrderId, std::string>;  // or its number

// Whether the customer hears of a change by the shop's policy. Shop systems and staff always do.
enum class Tell { customer, nobody };

// What the page behind a link needs, read at one instant.
struct LinkedOrder {
  orders::Shop shop{};
  orders::Location location{};
  orders::Order order{};
  orders::Link link{};
};

// A link as it is stored: never its code, but a copy sealed for staff.
struct SealedLink {
  orders::Link link{};
  std::string sealed_code = {};
};

// A person looked at a link.
struct LinkView {
  orders::Instant at{};
  std::string device = {};  // phone, tablet, computer
};

// A file that was uploaded to an order.
struct File {
  orders::ShopId shop{};
  orders::OrderId order{};
  orders::Attachment attachment{};
  orders::Instant uploaded_at{};
  std::string content = {};
};

struct ImportedOrder {
  orders::Order order{};  // external_id is set
  SealedLink link{};
};
struct ImportResult {
  std::size_t created = 0;
  std::size_t already_there = 0;
};

struct Asset {
  std::string sha256 = {};  // 64 hex digits
  std::string media_type = {};
  std::string bytes = {};
};

// Durable truth. Speaks use cases, not SQL; every one is awaitable on a loop and keeps what blocks to itself.
// A write has answered only when it is durable. Each may throw Unavailable. Reads of one shop never see
// another's: what is not the shop's is not found.
class Store : public People, public Lists, public Outgoing, public Answers {
 public:
  // --- customers ---
  // By the link's key alone: the code is the authority. Whether it still opens is `orders::link_access`'s
  // word. Null: there is no such link.
  virtual Task<std::shared_ptr<const LinkedOrder>> find_link(LinkKey key) = 0;

  // A retry with the same operation answers as the first did. Forbidden without the power, gone when the link
  // does not open to acts (any more), not found for an unknown key, else what the rule refuses.
  virtual Task<orders::Outcome<LinkedOrder>> act(CustomerAct act) = 0;
  // Whether the operation was done before, behind this link.
  virtual Task<bool> done(LinkKey key, OperationId operation) = 0;
  // A view-only link to pass on. The same operation again answers the link it made.
  virtual Task<orders::Outcome<SealedLink>> share_link(Behind behind, SealedLink fresh,
                                                       orders::Instant now) = 0;
  // Ends every link of its order, since a phone that is gone may hold them all, in favour of a fresh one that
  // goes out with the notice.
  virtual Task<orders::Done> rotate_link(Behind behind, SealedLink fresh, Notice notice,
                                         orders::Instant now) = 0;
  // The holder of an ended link asks for another: issued and sent only if it would open, and at most once an
  // hour for an order. Whether it was sent is for metrics; the answer is the same for all.
  virtual Task<bool> resend_link(LinkKey key, orders::LinkPolicy policy, SealedLink fresh, Notice notice,
                                 orders::Instant now) = 0;
  virtual Task<orders::Done> note_view(LinkKey key, std::string device, orders::Instant now) = 0;
  virtual Task<std::vector<LinkView>> link_views(orders::ShopId shop,
                                                 orders::LinkUid link) = 0;  // newest first
  // A chat program or a scanner fetched it: counted apart, and no change of the link.
  virtual Task<orders::Done> note_preview(LinkKey key) = 0;
  virtual Task<std::int64_t> link_previews(orders::ShopId shop, orders::LinkUid link) = 0;

  // --- files ---
  virtual Task<orders::Done> add_file(File file) = 0;  // conflict: an order holds at most 100 MiB
  virtual Task<std::optional<File>> find_file(orders::ShopId shop, orders::OrderId order,
                                              orders::AttachmentId id) = 0;
  // Those uploaded before `before` that no message names are thrown away.
  virtual Task<std::size_t> drop_stray_files(orders::Instant before) = 0;

  // --- evidence ---
  virtual Task<std::vector<EvidenceEntry>> evidence(orders::ShopId shop,
                                                    orders::OrderId order) = 0;  // by seq
  // Appends a checkpoint to the shop's chain if it has grown since the last one; nullopt: it has not.
  virtual Task<std::optional<Checkpoint>> checkpoint(orders::ShopId shop, orders::Instant now) = 0;
  virtual Task<std::optional<Checkpoint>> last_checkpoint(orders::ShopId shop) = 0;
  virtual Task<ChainHead> chain_head(orders::ShopId shop) = 0;

  // --- payments through providers ---
  virtual Task<std::optional<Checkout>> open_checkout(orders::ShopId shop, orders::OrderId order,
                                                      std::string kind) = 0;
  // Keeps it as the open one of its order and kind; the one that is open already, if another was faster.
  virtual Task<Checkout> keep_checkout(Checkout checkout) = 0;
  virtual Task<orders::Done> end_checkout(orders::ShopId shop, std::string provider, std::string object) = 0;
  // One transaction: the event is marked as told, money is booked if provider, checkout, amount and currency
  // agree, and what waited for this payment is booked with it.
  virtual Task<Settled> settle(ProviderWord word, orders::Context context) = 0;

  // The link with its sealed code, for a notice that brings it; not counted as opened by staff.
  virtual Task<std::optional<SealedLink>> sealed_link(orders::ShopId shop, orders::LinkUid link) = 0;

  // --- shops ---
  virtual Task<std::vector<orders::Shop>> shops() = 0;
  virtual Task<std::optional<orders::Shop>> find_shop(std::string slug) = 0;
  virtual Task<std::optional<orders::Shop>> shop(orders::ShopId id) = 0;
  virtual Task<orders::Outcome<orders::Shop>> add_shop(orders::Shop shop) = 0;  // conflict: slug taken
  virtual Task<orders::Outcome<orders::Shop>> update_shop(
      orders::Shop shop) = 0;  // conflict: version moved on
  virtual Task<std::vector<orders::Location>> locations(orders::ShopId shop) = 0;  // by slug
  virtual Task<orders::Outcome<orders::Location>> add_location(orders::Location location) = 0;
  virtual Task<orders::Outcome<orders::Location>> update_location(orders::Location location) = 0;

  // --- orders ---
  virtual Task<std::optional<orders::Order>> find_order(orders::ShopId shop, OrderRef ref) = 0;
  // An order made by `orders::create`, with its links, in one transaction. An empty number takes the shop's
  // next (R-1001, R-1002, …). Conflict: number or external id taken. The shop's terms that every new order
  // gets are added to it.
  virtual Task<orders::Outcome<orders::Order>> add_order(orders::Order order, std::vector<SealedLink> links,
                                                         OperationId operation, Tell tell) = 0;
  // Applies the command under the write lock, writes what changed and queues whom it tells. Not found, or
  // what the rule refuses.
  virtual Task<orders::Outcome<orders::Order>> change_order(orders::ShopId shop, OrderRef ref,
                                                            orders::Command command, orders::Context context,
                                                            OperationId operation) = 0;
  // The customer's contact was wrong: every link of the order ends, and a fresh one goes to the new contact
  // with the notice. One transaction.
  virtual Task<orders::Outcome<orders::Order>> correct_contact(orders::ShopId shop, OrderRef ref,
                                                               orders::Customer customer, SealedLink fresh,
                                                               Notice notice, orders::Context context,
                                                               OperationId operation) = 0;
  virtual Task<std::optional<orders::OrderId>> find_by_external_id(orders::ShopId shop, std::string id) = 0;
  // All in one transaction; an order whose external id the shop already has is left as it is.
  virtual Task<ImportResult> import_orders(orders::ShopId shop, std::vector<ImportedOrder> batch) = 0;
  // Of those external ids, the ones that the shop already has.
  virtual Task<std::vector<std::string>> known_external_ids(orders::ShopId shop,
                                                            std::vector<std::string> ids) = 0;

  // --- links ---
  virtual Task<std::vector<orders::Link>> links(orders::ShopId shop,
                                                orders::OrderId order) = 0;  // newest first
  virtual Task<orders::Outcome<orders::Link>> add_link(SealedLink link, orders::Actor actor,
                                                       orders::Instant now) = 0;
  // The newest unrevoked link of the channel with its sealed code, to show its address again; the opening is
  // written as a link_copied event of the order. Not found: none.
  virtual Task<orders::Outcome<SealedLink>> open_link(orders::ShopId shop, orders::OrderId order,
                                                      orders::Channel channel, orders::Actor actor,
                                                      orders::Instant now) = 0;
  // The same of one link. Gone: it was revoked.
  virtual Task<orders::Outcome<SealedLink>> copy_link(orders::ShopId shop, orders::LinkUid link,
                                                      orders::Actor actor, orders::Instant now) = 0;
  virtual Task<orders::Done> revoke_link(orders::ShopId shop, orders::LinkUid link, orders::Actor actor,
                                         orders::Instant now) = 0;
  // Ends every link of the order, or of one channel of it, in favour of a fresh one; one transaction.
  virtual Task<orders::Outcome<orders::Link>> replace_links(SealedLink fresh,
                                                            std::optional<orders::Channel> channel,
                                                            orders::Actor actor, orders::Instant now) = 0;

  // --- assets (logos) ---
  virtual Task<orders::Done> put_asset(Asset asset) = 0;
  virtual Task<std::optional<Asset>> find_asset(std::string sha256) = 0;
  virtual Task<std::vector<std::string>> brand_colours() = 0;  // distinct, of all shops and locations

  // --- operations ---
  virtual Task<bool> ready() = 0;  // one trivial read
  // Random and of this store alone; a restored copy has another, so that what was sealed before opens
  // nothing.
  virtual const std::string& epoch() const = 0;
  // From now on, until the store ends.
  virtual void subscribe(ChangeListener listener) = 0;
  // What was changed at or after `since` by the store's own clock, oldest first and without snapshots, and
  // what time it is by that clock.
  struct Tail {
    orders::Instant now{};
    std::vector<Change> changes = {};
  };
  virtual Task<Tail> tail_changes(orders::Instant since) = 0;
  // Forgets changes that nobody asks for any more.
  virtual Task<std::size_t> drop_changes(orders::Instant before) = 0;
  // Writes anew what lists and pages are read from, where it is not what the orders say: of the next orders
  // behind the cursor, which is empty at first and again when all is done.
  struct Mended {
    std::vector<std::string> mended = {};  // one sentence each
    std::string next = {};
  };
  virtual Task<Mended> mend_copies(std::string cursor) = 0;
  // How often each use case ran since start, by its name; for metrics and for tests that nothing was asked.
  virtual std::map<std::string, std::uint64_t> operations() const = 0;
};

}  // namespace store
