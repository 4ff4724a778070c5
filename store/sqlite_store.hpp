#pragma once

#include "store/lock_file.hpp"
#include "store/sqlite_readers.hpp"
#include "store/sqlite_writer.hpp"

#include <atomic>

namespace store {

// The store on one machine: one SQLite file, one thread that writes it and a few that read it. The loops
// whose coroutines wait for it must outlive it.
class SqliteStore : public Store {
 public:
  SqliteStore(std::unique_ptr<LockFile> lock, std::unique_ptr<Connection> writer,
              const std::filesystem::path& file, unsigned readers);

  Task<std::optional<LinkedOrder>> find_link(LinkKey key) override;

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
  Task<orders::Done> revoke_link(orders::ShopId shop, orders::LinkUid link, orders::Actor actor,
                                 orders::Instant now) override;

  Task<orders::Done> add_staff(Staff staff) override;
  Task<orders::Done> add_api_key(ApiKey key) override;
  Task<std::optional<ApiKey>> find_api_key(std::string public_id) override;

  Task<orders::Done> put_asset(Asset asset) override;
  Task<std::optional<Asset>> find_asset(std::string sha256) override;
  Task<std::vector<std::string>> brand_colours() override;

  Task<bool> ready() override;
  std::map<std::string, std::uint64_t> operations() const override;

 private:
  template <class Work>
  auto read(const char* use_case, Work work);
  template <class Work>
  auto write(const char* use_case, Work work);

  // Destroyed from the last to the first: readers, then the writer, and only then is the store free for
  // others.
  std::unique_ptr<LockFile> lock_;
  SqliteWriter writer_;
  SqliteReaders readers_;
  std::map<std::string, std::atomic<std::uint64_t>>
      counts_;  // all names from the start; only the numbers change
};

}  // namespace store
