#pragma once

#include "orders/announce.hpp"
#include "orders/card.hpp"
#include "store/task.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// Which orders, and in what order: latest change first.
struct OrderFilter {
  orders::ShopId shop{};
  std::optional<orders::LocationId> location = {};
  std::optional<orders::Stage> stage = {};
  std::optional<orders::QuoteStanding> quote = {};
  // When: a quote that waits past its last day then counts as expired. nullopt: it counts as waiting.
  std::optional<orders::Instant> at = {};
  std::optional<bool> open = {};
  std::optional<orders::Instant> overdue_at = {};  // open, not ready, promised before then
  std::optional<orders::Instant> updated_after = {};
  bool unanswered = false;
  std::string text = {};  // words that each begin a word of the order: number, customer, device, serial, …
};

// Some of a list and where it goes on; an empty cursor: there is no more.
template <class T>
struct Slice {
  std::vector<T> items = {};
  std::string next = {};
};

// What is to be done today.
struct Board {
  std::vector<orders::OrderCard> waiting = {};     // for the customer's approval, longest first
  std::vector<orders::OrderCard> ready = {};       // for collection, longest first
  std::vector<orders::OrderCard> overdue = {};     // promised and not ready
  std::vector<orders::OrderCard> unanswered = {};  // somebody wrote
  std::map<orders::Stage, std::int64_t> by_stage = {};
};

// A customer as the orders of a shop know them: one for each e-mail, else telephone, else name.
struct KnownCustomer {
  orders::Customer customer{};  // as the latest order has it
  std::int64_t orders = 0;
  orders::Instant last_at{};
};

// Which rows a table that is taken away has: of a time, until before `until`.
struct Span {
  orders::ShopId shop{};
  std::optional<orders::LocationId> location = {};  // of the orders; nullopt: all
  orders::Instant from{}, until{};
};
struct QuoteRow {
  orders::OrderId order{};
  std::string number = {};  // of the order
  orders::Quote quote{};
};
struct PaymentRow {
  orders::OrderId order{};
  std::string number = {};
  orders::Payment payment{};
};

// What staff look through. Part of Store.
class Lists {
 public:
  virtual ~Lists() = default;

  // At most `limit` (1 to 200). `cursor` is a slice's `next`; one that is none counts from the start.
  virtual Task<Slice<orders::OrderCard>> list_orders(OrderFilter filter, std::string cursor, int limit) = 0;
  // At most 50 of each kind; the counts are whole.
  virtual Task<Board> board(orders::ShopId shop, std::optional<orders::LocationId> location,
                            orders::Instant now) = 0;
  virtual Task<Slice<KnownCustomer>> list_customers(orders::ShopId shop,
                                                    std::optional<orders::LocationId> location,
                                                    std::string text, std::string cursor, int limit) = 0;

  // Oldest first, at most `most`: orders by when they were taken in, rounds of quotes by when they were sent,
  // payments by when they were received.
  virtual Task<std::vector<orders::OrderCard>> orders_between(Span span, int most) = 0;
  virtual Task<std::vector<QuoteRow>> quotes_between(Span span, int most) = 0;
  virtual Task<std::vector<PaymentRow>> payments_between(Span span, int most) = 0;

  // The feed after an entry, oldest first.
  virtual Task<std::vector<orders::FeedEntry>> feed(orders::ShopId shop,
                                                    std::optional<orders::LocationId> location,
                                                    std::int64_t after, int limit) = 0;
  // Of what alerts staff, newest first; `unread` counts those above what they have seen.
  struct NewsPage {
    std::vector<orders::FeedEntry> items = {};
    std::int64_t unread = 0;  // counted to 100
    std::int64_t last = 0;    // seq of the newest entry of the feed
  };
  virtual Task<NewsPage> news(orders::ShopId shop, orders::StaffId staff,
                              std::optional<orders::LocationId> location, int limit) = 0;
  virtual Task<std::monostate> mark_news_seen(orders::ShopId shop, orders::StaffId staff,
                                              std::int64_t seq) = 0;
};

}  // namespace store
