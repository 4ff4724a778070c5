#include "store/dossier.hpp"

#include "store/data_files.hpp"
#include "store/evidence_event.hpp"
#include "store/sqlite_evidence.hpp"
#include "store/sqlite_order_rows.hpp"
#include "store/sqlite_shops.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/evidence.hpp"

namespace store {

using namespace orders;

namespace {

std::optional<Shop> the_shop(Connection& connection, const std::string& slug) {
  if (!slug.empty()) return find_shop(connection, slug);
  auto all = shops(connection);
  return all.size() == 1 ? std::optional{std::move(all.front())} : std::nullopt;
}

tokens::Hash hash_before(Connection& connection, const EvidenceEntry& entry) {
  tokens::Hash hash = tokens::genesis(entry.shop.text());
  Query{connection, "SELECT hash FROM evidence WHERE shop = ? AND seq = ?", entry.shop, entry.seq - 1}.one(
      hash);
  return hash;
}

}  // namespace

std::map<std::int64_t, std::string> vouched_rows(const Order& order,
                                                 const std::vector<EvidenceEntry>& entries) {
  std::map<Uuid, const EvidenceEntry*> latest;
  for (const auto& entry : entries)
    if (entry.subject && entry.type != EvidenceType::quote_sent) latest[*entry.subject] = &entry;
  std::map<std::int64_t, std::string> rows;
  for (const auto& [subject, entry] : latest)
    if (const auto row = row_json(order, entry->type, subject))
      rows[entry->seq] = tokens::canonical_json(*row);
  return rows;
}

Outcome<Dossier> read_dossier(const Options& options, const std::string& slug, const std::string& number) {
  return guarded([&]() -> Outcome<Dossier> {
    Connection connection{database_file(options), Connection::Role::onlooker};
    connection.exec("BEGIN");
    const auto shop = the_shop(connection, slug);
    if (!shop)
      return Refusal{Reason::not_found, "shop", slug.empty() ? "name the shop" : "there is no shop " + slug};
    auto order = load_order(connection, shop->id, OrderRef{number});
    if (!order) return Refusal{Reason::not_found, "order", "the shop has no order " + number};
    Dossier all{.shop = *shop,
                .location = load_location(connection, shop->id, order->location),
                .order = *std::move(order),
                .head = chain_head(connection, shop->id)};
    auto entries = evidence(connection, shop->id, all.order.id);
    auto rows = vouched_rows(all.order, entries);
    for (auto& entry : entries) {
      const auto before = hash_before(connection, entry);
      const auto row = rows.find(entry.seq);
      all.steps.push_back(
          {std::move(entry), before, row == rows.end() ? std::string{} : std::move(row->second)});
    }
    for (Query keys{connection, "SELECT kid, public_key FROM seal_keys"}; keys.next();) {
      int kid = 0;
      tokens::PublicKey key{};
      keys.read(kid, key);
      all.public_keys.emplace(kid, key);
    }
    return all;
  });
}

}  // namespace store
