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

  Task<std::shared_ptr<const LinkedOrder>> find_link(LinkKey key) override;

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
                                                 OperationId operation, Tell tell) override;
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

  Task<orders::Done> put_asset(Asset asset) override;
  Task<std::optional<Asset>> find_asset(std::string sha256) override;
  Task<std::vector<std::string>> brand_colours() override;

  Task<orders::Done> note_preview(LinkKey key) override;
  Task<std::int64_t> link_previews(orders::ShopId shop, orders::LinkUid link) override;
  Task<orders::Outcome<orders::Order>> correct_contact(orders::ShopId shop, OrderRef ref,
                                                       orders::Customer customer, SealedLink fresh,
                                                       Notice notice, orders::Context context,
                                                       OperationId operation) override;
  Task<std::optional<orders::OrderId>> find_by_external_id(orders::ShopId shop, std::string id) override;
  Task<orders::Outcome<orders::Link>> replace_links(SealedLink fresh, std::optional<orders::Channel> channel,
                                                    orders::Actor actor, orders::Instant now) override;

  // sqlite_store_people.cpp
  Task<orders::Done> add_staff(Staff staff) override;
  Task<std::vector<orders::StaffMember>> staff(orders::ShopId shop) override;
  Task<std::optional<Staff>> find_staff(orders::ShopId shop, orders::StaffId id) override;
  Task<std::vector<Staff>> staff_by_email(std::string email) override;
  Task<orders::Outcome<orders::StaffMember>> update_staff(orders::StaffMember member,
                                                          orders::Instant now) override;
  Task<orders::Done> set_sign_in(orders::ShopId shop, orders::StaffId id, SecretHash token,
                                 orders::Instant until) override;
  Task<std::optional<Staff>> find_sign_in(SecretHash token, orders::Instant now) override;
  Task<bool> take_sign_in(SecretHash token, orders::Instant now) override;
  Task<orders::Done> set_password(orders::ShopId shop, orders::StaffId id, std::string hash,
                                  std::optional<orders::SessionId> keep) override;
  Task<orders::Done> rehash_password(orders::ShopId shop, orders::StaffId id, std::string before,
                                     std::string after) override;
  Task<orders::Done> set_totp(orders::ShopId shop, orders::StaffId id, std::string sealed,
                              std::vector<SecretHash> recovery_codes) override;
  Task<bool> take_totp_step(orders::ShopId shop, orders::StaffId id, std::int64_t step) override;
  Task<bool> take_recovery_code(orders::ShopId shop, orders::StaffId id, SecretHash code) override;
  Task<int> recovery_codes_left(orders::ShopId shop, orders::StaffId id) override;
  Task<orders::Done> open_session(SecretHash key, orders::StaffSession session) override;
  Task<std::optional<SignedIn>> find_session(SecretHash key) override;
  Task<orders::Done> touch_session(SecretHash key, orders::Instant at) override;
  Task<std::vector<orders::StaffSession>> sessions(orders::ShopId shop, orders::StaffId staff) override;
  Task<orders::Done> end_session(orders::ShopId shop, orders::SessionId id) override;
  Task<std::size_t> drop_sessions(orders::Instant opened_before, orders::Instant seen_before) override;
  Task<orders::Done> add_api_key(ApiKey key) override;
  Task<std::optional<ApiKey>> find_api_key(std::string public_id) override;
  Task<std::vector<orders::ApiKeyInfo>> api_keys(orders::ShopId shop) override;
  Task<orders::Done> revoke_api_key(orders::ShopId shop, orders::ApiKeyId id, orders::Instant now) override;
  Task<orders::Done> touch_api_key(orders::ShopId shop, orders::ApiKeyId id, orders::Instant at) override;

  // sqlite_store_lists.cpp
  Task<Slice<orders::OrderCard>> list_orders(OrderFilter filter, std::string cursor, int limit) override;
  Task<Board> board(orders::ShopId shop, std::optional<orders::LocationId> location,
                    orders::Instant now) override;
  Task<Slice<KnownCustomer>> list_customers(orders::ShopId shop, std::optional<orders::LocationId> location,
                                            std::string text, std::string cursor, int limit) override;
  Task<std::vector<orders::OrderCard>> orders_between(Span span, int most) override;
  Task<std::vector<QuoteRow>> quotes_between(Span span, int most) override;
  Task<std::vector<PaymentRow>> payments_between(Span span, int most) override;

  // sqlite_store_outgoing.cpp
  Task<std::vector<orders::FeedEntry>> feed(orders::ShopId shop, std::optional<orders::LocationId> location,
                                            std::int64_t after, int limit) override;
  Task<NewsPage> news(orders::ShopId shop, orders::StaffId staff, std::optional<orders::LocationId> location,
                      int limit) override;
  Task<std::monostate> mark_news_seen(orders::ShopId shop, orders::StaffId staff, std::int64_t seq) override;
  Task<orders::Done> queue_notice(Notice notice) override;
  Task<std::vector<Notice>> lease_notices(orders::Instant now, orders::Instant until, int most) override;
  Task<orders::Done> notice_sent(orders::ShopId shop, orders::NoticeId id, orders::Instant at,
                                 std::string provider_id) override;
  Task<orders::Done> notice_failed(orders::ShopId shop, orders::NoticeId id, std::string why,
                                   std::optional<orders::Instant> again_at) override;
  Task<orders::Done> notice_dropped(orders::ShopId shop, orders::NoticeId id, std::string why) override;
  Task<orders::Done> notice_waits(orders::ShopId shop, orders::NoticeId id, orders::Instant until) override;
  Task<orders::Done> notice_told(orders::ShopId shop, std::string provider_id, bool delivered,
                                 std::string why) override;
  Task<orders::Done> retry_notice(orders::ShopId shop, orders::NoticeId id, orders::Instant now) override;
  Task<std::vector<orders::NoticeRecord>> notices(orders::ShopId shop, orders::OrderId order) override;
  Task<Slice<orders::NoticeRecord>> failed_notices(orders::ShopId shop, std::string cursor,
                                                   int limit) override;
  Task<std::int64_t> paid_messages_since(orders::ShopId shop, orders::Instant since) override;
  Task<std::vector<Reminder>> due_reminders(orders::ShopId shop, orders::NotifyPolicy policy,
                                            orders::Instant now, int most) override;
  Task<orders::NotifyPolicy> notify_policy(orders::ShopId shop) override;
  Task<orders::Outcome<orders::NotifyPolicy>> set_notify_policy(orders::ShopId shop,
                                                                orders::NotifyPolicy policy) override;
  Task<std::vector<orders::MessageTemplate>> templates(orders::ShopId shop) override;
  Task<orders::Done> set_template(orders::ShopId shop, orders::MessageTemplate words) override;
  Task<orders::Done> drop_template(orders::ShopId shop, orders::Topic topic, orders::Route route,
                                   std::string locale) override;
  Task<std::vector<Terms>> terms(orders::ShopId shop) override;
  Task<std::vector<Terms>> terms_versions(orders::ShopId shop, orders::TermsId id) override;
  Task<orders::Outcome<Terms>> put_terms(Terms terms) override;
  Task<orders::Done> set_opt_out(orders::ShopId shop, orders::Route route, std::string contact, bool out,
                                 std::string source, orders::Instant now) override;
  Task<std::vector<orders::Route>> opted_out(orders::ShopId shop, orders::Customer customer) override;
  Task<std::size_t> opt_out_everywhere(orders::Route route, std::string contact, std::string source,
                                       orders::Instant now) override;

  // sqlite_store_webhooks.cpp
  Task<orders::Done> add_webhook(SecretEndpoint endpoint) override;
  Task<std::vector<orders::WebhookEndpoint>> webhooks(orders::ShopId shop) override;
  Task<std::optional<SecretEndpoint>> find_webhook(orders::ShopId shop, orders::WebhookId id) override;
  Task<orders::Outcome<orders::WebhookEndpoint>> update_webhook(orders::WebhookEndpoint endpoint) override;
  Task<orders::Done> replace_webhook_secret(orders::ShopId shop, orders::WebhookId id, std::string sealed,
                                            orders::Instant previous_until) override;
  Task<orders::Done> drop_webhook(orders::ShopId shop, orders::WebhookId id) override;
  Task<std::vector<LeasedDelivery>> lease_deliveries(orders::Instant now, orders::Instant until,
                                                     int most) override;
  Task<orders::Done> delivery_tried(orders::ShopId shop, orders::DeliveryId id, int status,
                                    std::string detail, orders::Instant at,
                                    std::optional<orders::Instant> again_at) override;
  Task<orders::Done> disable_webhook(orders::ShopId shop, orders::WebhookId id, std::string fault) override;
  Task<Slice<orders::WebhookDelivery>> deliveries(orders::ShopId shop, orders::WebhookId endpoint,
                                                  std::string cursor, int limit) override;
  Task<orders::Outcome<orders::WebhookDelivery>> redeliver(orders::ShopId shop, orders::DeliveryId id,
                                                           orders::DeliveryId fresh,
                                                           orders::Instant now) override;
  Task<orders::Done> queue_test_delivery(orders::ShopId shop, orders::WebhookId endpoint,
                                         orders::DeliveryId fresh, orders::Instant now) override;
  Task<std::size_t> drop_deliveries(orders::Instant before) override;

  // sqlite_store_answers.cpp
  Task<Claim> claim_answer(orders::ShopId shop, std::string caller, std::string key,
                           std::array<std::uint8_t, 32> body_hash, orders::Instant now,
                           orders::Instant stale) override;
  Task<orders::Done> keep_answer(orders::ShopId shop, std::string caller, std::string key,
                                 KeptAnswer answer) override;
  Task<orders::Done> free_answer(orders::ShopId shop, std::string caller, std::string key) override;
  Task<std::size_t> drop_answers(orders::Instant before) override;

  Task<bool> ready() override;
  const std::string& epoch() const override { return epoch_; }
  void subscribe(ChangeListener listener) override { writer_.subscribe(std::move(listener)); }
  Task<Tail> tail_changes(orders::Instant since) override;
  Task<std::size_t> drop_changes(orders::Instant before) override;
  Task<Mended> mend_copies(std::string cursor) override;
  std::map<std::string, std::uint64_t> operations() const override;

 private:
  template <class Work>
  auto look(const char* use_case, Work work) {  // a read that is brief
    counts_.at(use_case).fetch_add(1, std::memory_order_relaxed);
    return run_on(readers_.queue(), true, std::move(work));
  }
  template <class Work>
  auto read(const char* use_case, Work work) {
    counts_.at(use_case).fetch_add(1, std::memory_order_relaxed);
    return run_on(readers_.queue(), false, std::move(work));
  }
  template <class Work>
  auto write(const char* use_case, Work work) {
    counts_.at(use_case).fetch_add(1, std::memory_order_relaxed);
    return run_on(writer_.queue(), true, std::move(work));
  }

  // Destroyed from the last to the first: readers, then the writer, and only then is the store free for
  // others.
  std::unique_ptr<LockFile> lock_;
  const std::shared_ptr<const tokens::KeyRing> keys_;
  const tokens::Signer signer_;
  const std::string epoch_;
  const Sealing sealing_;
  SqliteWriter writer_;
  SqliteReaders readers_;
  std::map<std::string, std::atomic<std::uint64_t>>
      counts_;  // all names from the start; only the numbers change
};

}  // namespace store
