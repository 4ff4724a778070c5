#include "store/sqlite_search.hpp"

#include "store/sqlite_cards.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace store {

using namespace orders;

namespace {

// Words are counted so far; what more orders have, the latest have too, and so many of these are tried first.
constexpr std::int64_t few = 4000;
constexpr std::int64_t latest = 5000;

struct Finding {
  const OrderFilter& filter;
  const std::vector<Term> terms;
  const Place place;
  const std::size_t most;
  const Accept& accept;
  std::vector<Hit> hits = {};

  bool full() const { return hits.size() >= most; }
};

bool lets_through(const OrderFilter& filter, const OrderCard& card) {
  const auto standing = filter.at ? standing_at(card, *filter.at) : card.quote;
  const auto overdue = [&](Instant at) {
    return card.open && card.stage != Stage::ready && card.promised_at && *card.promised_at < at;
  };
  return (!filter.location || card.location == *filter.location) &&
         (!filter.stage || card.stage == *filter.stage) && (!filter.quote || standing == *filter.quote) &&
         (!filter.open || card.open == *filter.open) && (!filter.overdue_at || overdue(*filter.overdue_at)) &&
         (!filter.updated_after || card.updated_at > *filter.updated_after) &&
         (!filter.unanswered || card.unanswered > 0);
}

bool has(Connection& connection, ShopId shop, OrderId order, const Term& term) {
  return std::ranges::any_of(term, [&](const WordRange& range) {
    return found(connection,
                 "SELECT 1 FROM words WHERE shop = ? AND order_id = ? AND word >= ? AND word < ? LIMIT 1",
                 shop, order, range.from, range.to);
  });
}

std::int64_t count(Connection& connection, ShopId shop, const Term& term) {
  std::int64_t all = 0;
  for (const auto& range : term) {
    std::int64_t here = 0;
    Query{connection,
          "SELECT count(*) FROM (SELECT 1 FROM words WHERE shop = ? AND word >= ? AND word < ? LIMIT ?)",
          shop,
          range.from,
          range.to,
          few + 1}
        .one(here);
    all += here;
  }
  return all;
}

std::vector<OrderId> orders_with(Connection& connection, ShopId shop, const Term& term) {
  std::vector<OrderId> ids;
  for (const auto& range : term) {
    for (Query rows{connection, "SELECT order_id FROM words WHERE shop = ? AND word >= ? AND word < ?", shop,
                    range.from, range.to};
         rows.next();)
      rows.read(ids.emplace_back());
  }
  std::ranges::sort(ids);
  const auto twice = std::ranges::unique(ids);
  ids.erase(twice.begin(), twice.end());
  return ids;
}

// Reads cards in their order until the page is full. False: it gave up after as many as it may try.
template <class... Values>
bool walk(Connection& connection, Finding& finding, std::int64_t tries, Sql sql, const Values&... values) {
  const auto& filter = finding.filter;
  const auto after = filter.updated_after.value_or(Instant::min());
  for (Query rows{connection, sql, filter.shop, values..., finding.place.updated_at, finding.place.id, after};
       !finding.full() && rows.next();) {
    if (tries-- == 0) return false;
    Hit hit;
    ShopId shop;
    rows.read(shop, card_columns(hit.card), hit.contact);
    const auto in_order = [&](const Term& term) { return has(connection, shop, hit.card.id, term); };
    if (lets_through(filter, hit.card) && std::ranges::all_of(finding.terms, in_order) && finding.accept(hit))
      finding.hits.push_back(std::move(hit));
  }
  return true;
}

bool is_smaller(Connection& connection, ShopId shop, LocationId location, Stage stage) {
  std::int64_t at_location = 0, at_stage = 0;
  Query{connection,
        "SELECT total(orders) FILTER (WHERE location = ?2), total(orders) FILTER (WHERE stage = ?3) FROM "
        "card_counts WHERE shop = ?1",
        shop, location, stage}
      .one(at_location, at_stage);
  return at_location < at_stage;
}

// Each index is named: the planner does not know how the data lies.
bool walk(Connection& connection, Finding& finding, std::int64_t tries) {
  const auto& filter = finding.filter;
  const auto& location = filter.location;
  if (filter.stage && !(location && is_smaller(connection, filter.shop, *location, *filter.stage))) {
    return walk(connection, finding, tries,
                "SELECT * FROM cards INDEXED BY cards_by_stage WHERE shop = ? AND stage = ? AND (updated_at, "
                "id) < (?, ?) AND updated_at > ? ORDER BY updated_at DESC, id DESC",
                *filter.stage);
  }
  if (filter.quote && *filter.quote != QuoteStanding::none) {
    const bool runs_out = filter.at && *filter.quote == QuoteStanding::expired;
    return walk(connection, finding, tries,
                "SELECT * FROM cards INDEXED BY cards_by_quote WHERE shop = ? AND quote = ? AND quote <> "
                "'none' AND (updated_at, id) < (?, ?) AND updated_at > ? ORDER BY updated_at DESC, id DESC",
                runs_out ? QuoteStanding::waiting : *filter.quote);
  }
  if (filter.unanswered) {
    return walk(connection, finding, tries,
                "SELECT * FROM cards INDEXED BY cards_unanswered WHERE shop = ? AND unanswered > 0 AND "
                "(updated_at, id) < (?, ?) AND updated_at > ? ORDER BY updated_at DESC, id DESC");
  }
  if (location) {
    return walk(connection, finding, tries,
                "SELECT * FROM cards INDEXED BY cards_by_location WHERE shop = ? AND location = ? AND "
                "(updated_at, id) < (?, ?) AND updated_at > ? ORDER BY updated_at DESC, id DESC",
                *location);
  }
  if (filter.open.value_or(false) || filter.overdue_at) {
    return walk(
        connection, finding, tries,
        "SELECT * FROM cards INDEXED BY cards_open WHERE shop = ? AND open = 1 AND (updated_at, id) < "
        "(?, ?) AND updated_at > ? ORDER BY updated_at DESC, id DESC");
  }
  return walk(connection, finding, tries,
              "SELECT * FROM cards INDEXED BY cards_by_time WHERE shop = ? AND (updated_at, id) < (?, ?) AND "
              "updated_at > ? ORDER BY updated_at DESC, id DESC");
}

bool later(const Hit& a, const Hit& b) { return a.place() > b.place(); }

// Only the latest are kept, so that a common word does not fill the memory.
void keep_latest(std::vector<Hit>& hits, std::size_t most) {
  most = std::min(most, hits.size());
  std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(most), later);
  hits.resize(most);
}

// Asking one order for a word costs as much as reading twenty of the word's orders.
std::vector<OrderId> orders_with_all(Connection& connection, const Finding& finding, std::size_t rarest,
                                     std::int64_t all_orders) {
  const auto shop = finding.filter.shop;
  auto ids = orders_with(connection, shop, finding.terms[rarest]);
  for (std::size_t i = 0; i < finding.terms.size(); ++i) {
    if (i == rarest) continue;
    const auto& term = finding.terms[i];
    if (std::ssize(ids) < all_orders / 20) {
      std::erase_if(ids, [&](OrderId id) { return !has(connection, shop, id, term); });
    } else {
      std::vector<OrderId> both;
      std::ranges::set_intersection(ids, orders_with(connection, shop, term), std::back_inserter(both));
      ids = std::move(both);
    }
  }
  return ids;
}

void look_up(Connection& connection, Finding& finding, const std::vector<OrderId>& ids) {
  for (const auto& id : ids) {
    Hit hit;
    ShopId shop;
    if (!Query{connection, "SELECT * FROM cards WHERE shop = ? AND id = ?", finding.filter.shop, id}.one(
            shop, card_columns(hit.card), hit.contact))
      continue;
    if (hit.place() < finding.place && lets_through(finding.filter, hit.card) && finding.accept(hit))
      finding.hits.push_back(std::move(hit));
    if (finding.hits.size() > 4 * finding.most + 100) keep_latest(finding.hits, finding.most);
  }
  keep_latest(finding.hits, finding.most);
}

}  // namespace

std::vector<Hit> search(Connection& connection, const OrderFilter& filter, const Place& place,
                        std::size_t most, const Accept& accept) {
  Finding finding{filter, terms_of(filter.text), place, most, accept};
  constexpr auto without_end = std::numeric_limits<std::int64_t>::max();
  const bool typed = filter.text.find_first_not_of(" \t\r\n") != filter.text.npos;
  if (finding.terms.empty() && typed) return {};  // signs alone, which no word has
  if (finding.terms.empty()) {
    walk(connection, finding, without_end);
    return std::move(finding.hits);
  }
  std::int64_t all = 0;
  Query{connection, "SELECT total(orders) FROM card_counts WHERE shop = ?", filter.shop}.one(all);
  std::vector<std::int64_t> counts;
  double share = 1;  // of all orders, that have every word, if the words have nothing to do with each other
  for (const auto& term : finding.terms) {
    counts.push_back(count(connection, filter.shop, term));
    share *= std::min(
        1.0, static_cast<double>(counts.back()) / static_cast<double>(std::max<std::int64_t>(all, 1)));
  }
  const auto rarest = std::ranges::min_element(counts);
  const bool found_soon = static_cast<double>(most) < share * static_cast<double>(*rarest);
  if ((*rarest > few || found_soon) && walk(connection, finding, latest)) return std::move(finding.hits);
  finding.hits.clear();
  const auto which = static_cast<std::size_t>(rarest - counts.begin());
  look_up(connection, finding, orders_with_all(connection, finding, which, all));
  return std::move(finding.hits);
}

}  // namespace store
