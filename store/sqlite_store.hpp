#pragma once

#include "store/lock_file.hpp"
#include "store/open.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_readers.hpp"
#include "store/sqlite_writer.hpp"

#include <atomic>

namespace store {

// The store on one machine: one SQLite file, one thread that writes it and a few that read it. The loops
// whose coroutines wait for it must outlive it.
class SqliteStore : public Store {
 public:
  SqliteStore(std::unique_ptr<LockFile> lock, std::unique_ptr<Connection> writer, const Options& options);

  Task<std::optional<LinkedOrder>> find_link(LinkKey key) override;

  Task<orders::Outcome<LinkedOrder>> act(CustomerAct act) override;
  Task<bool> done(LinkKey key, OperationId operation) override;
  Task<orders::Outcome<SealedLink>> share_link(Behind behind, SealedLink fresh, orders::Instant now) override;
  Task<orders::Done> rotate_link(Behind behind, SealedLink fresh, Notice notice,
                                 orders::Instant now) override;
  Task<bool> resend_link(LinkKey key, orders::LinkPolicy policy, SealedLink fresh, Notice notice,
                         orders::Instant now) override;
  Task<orders::Done> note_view(LinkKey key, std::string device, orders::Instant now) override;
  Task<std::vector<LinkView>> link_views(orders::ShopId shop, orders::LinkUid link) override;

  Task<orders::Done> add_file(File file) override;
  Task<std::optional<File>> find_file(orders::ShopId shop, orders::OrderId order,
                                      orders::AttachmentId id) override;
  Task<std::size_t> drop_stray_files(orders::Instant before) override;

  Task<std::vector<EvidenceEntry>> evidence(orders::ShopId shop, orders::OrderId order) override;
  Task<std::optional<Checkpoint>> checkpoint(orders::ShopId shop, orders::Instant now) override;
  Task<std::optional<Checkpoint>> last_checkpoint(orders::ShopId shop) override;
  Task<ChainHead> chain_head(orders::ShopId shop) override;

  Task<std::optional<Checkout>> open_checkout(orders::ShopId shop, orders::OrderId order,
                                              std::string kind) override;
  Task<Checkout> keep_checkout(Checkout checkout) override;
  Task<orders::Done> end_checkout(orders::ShopId shop, std::string provider, std::string object) override;
  Task<Settled> settle(ProviderWord word, orders::Context context) override;

  Task<std::vector<Notice>> lease_notices(orders::Instant now, orders::Instant until, int most) override;
  Task<orders::Done> notice_sent(orders::ShopId shop, orders::NoticeId id) override;
  Task<orders::Done> notice_failed(orders::ShopId shop, orders::NoticeId id, std::string why,
                                   std::optional<orders::Instant> again_at) override;
  Task<std::optional<SealedLink>> sealed_link(orders::ShopId shop, orders::LinkUid link) override;

  Task<std::vector<orders::Shop>> shops() override;
  Task<std::optional<orders::Shop>> find_shop(std::string slug) override;
  Task<std::optional<orders::Shop>> shop(orders::ShopId id) override;
  Task<orders::Outcome<orders::Shop>> add_shop(orders::Shop shop) override;
  Task<orders::Outcome<orders::Shop>> update_shop(orders::Shop shop) override;
  Task<std::vector<orders::Location>> locations(orders::ShopId shop) override;
  Task<orders::Outcome<orders::Location>> add_location(orders::Location location) override;
  Task<orders::Outcome<orders::Location>> update_location(orders::Location location) override;

  Task<std::optional<orders::Order>> find_order(orders::ShopId shop, OrderRef ref) override;
  Task<orders::Outcome<orders::Order>> add_order(orders::Order order, std::vector<SealedLink> links,
                                                 OperationId operation) override;
  Task<orders::Outcome<orders::Order>> change_order(orders::ShopId shop, OrderRef ref,
                                                    orders::Command command, orders::Context context,
                                                    OperationId operation) override;
  Task<ImportResult> import_orders(orders::ShopId shop, std::vector<ImportedOrder> batch) override;
  Task<std::vector<std::string>> known_external_ids(orders::ShopId shop,
                                                    std::vector<std::string> ids) override;

  Task<std::vector<orders::Link>> links(orders::ShopId shop, orders::OrderId order) override;
  Task<orders::Outcome<orders::Link>> add_link(SealedLink link, orders::Actor actor,
                                               orders::Instant now) override;
  Task<orders::Outcome<SealedLink>> open_link(orders::ShopId shop, orders::OrderId order,
                                              orders::Channel channel, orders::Actor actor,
                                              orders::Instant now) override;
  Task<orders::Outcome<SealedLink>> copy_link(orders::ShopId shop, orders::LinkUid link, orders::Actor actor,
                                              orders::Instant now) override;
  Task<orders::Done> revoke_link(orders::ShopId shop, orders::LinkUid link, orders::Actor actor,
                                 orders::Instant now) override;

  Task<orders::Done> add_staff(Staff staff) override;
  Task<orders::Done> add_api_key(ApiKey key) override;
  Task<std::optional<ApiKey>> find_api_key(std::string public_id) override;

  Task<orders::Done> put_asset(Asset asset) override;
  Task<std::optional<Asset>> find_asset(std::string sha256) override;
  Task<std::vector<std::string>> brand_colours() override;

  Task<bool> ready() override;
  const std::string& epoch() const override { return epoch_; }
  void subscribe(ChangeListener listener) override { writer_.subscribe(std::move(listener)); }
  std::map<std::string, std::uint64_t> operations() const override;

 private:
  template <class Work>
  auto read(const char* use_case, Work work);
  template <class Work>
  auto write(const char* use_case, Work work);

  // Destroyed from the last to the first: readers, then the writer, and only then is the store free for
  // others.
  std::unique_ptr<LockFile> lock_;
  const std::shared_ptr<const tokens::KeyRing> keys_;
  const tokens::Signer signer_;
  const std::string epoch_;
  const Sealing sealing_{*keys_, signer_};
  SqliteWriter writer_;
  SqliteReaders readers_;
  std::map<std::string, std::atomic<std::uint64_t>>
      counts_;  // all names from the start; only the numbers change
};

}  // namespace store
