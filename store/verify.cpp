#include "store/copies.hpp"
#include "store/data_files.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_query.hpp"
#include "store/verify_evidence.hpp"
#include "tokens/hash.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace store {
namespace {

using Faults = std::vector<std::string>;

constexpr std::size_t most_faults = 1000;  // of a kind; who has more needs a backup, not a longer list

void check_file(Connection& connection, Faults& faults) {
  for (Query rows{connection, "PRAGMA integrity_check"}; rows.next();) {
    std::string verdict;
    rows.read(verdict);
    if (verdict != "ok") faults.push_back("the file: " + verdict);
  }
}

void check_pointers(Connection& connection, Faults& faults) {
  for (Query rows{connection, "SELECT \"table\", coalesce(rowid, 0), parent FROM pragma_foreign_key_check"};
       rows.next();) {
    std::string table, parent;
    std::int64_t row = 0;
    rows.read(table, row, parent);
    faults.push_back(fmt::format("{}: a row points to nothing in {}", table, parent));
  }
}

// Each selects what is wrong: the shop's slug, the order's number and what is the matter.
constexpr Sql rules[] = {
    "SELECT s.slug, o.number, 'its version is not positive' FROM orders o JOIN shops s ON s.id = o.shop "
    "WHERE o.version < 1 ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'it has no device' FROM orders o JOIN shops s ON s.id = o.shop WHERE NOT "
    "EXISTS "
    "(SELECT 1 FROM devices d WHERE d.shop = o.shop AND d.order_id = o.id) ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'it has no order_created event' FROM orders o JOIN shops s ON s.id = o.shop "
    "WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.shop = o.shop AND e.order_id = o.id "
    "AND e.kind = 'order_created') ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'an event is missing between two others' FROM orders o JOIN shops s ON s.id = "
    "o.shop "
    "WHERE (SELECT count(*) <> max(position) + 1 FROM events e WHERE e.shop = o.shop AND e.order_id = o.id) "
    "ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'a round of its quotes is missing' FROM orders o JOIN shops s ON s.id = o.shop "
    "WHERE (SELECT count(*) <> max(round) OR min(round) <> 1 FROM quotes q "
    "WHERE q.shop = o.shop AND q.order_id = o.id) ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'a payment is missing between two others' FROM orders o JOIN shops s ON s.id = "
    "o.shop WHERE (SELECT count(*) <> max(position) + 1 FROM payments p WHERE p.shop = o.shop AND "
    "p.order_id = o.id) ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'a signature is missing between two others' FROM orders o JOIN shops s ON s.id "
    "= o.shop WHERE (SELECT count(*) <> max(position) + 1 FROM signatures g WHERE g.shop = o.shop AND "
    "g.order_id = o.id) ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'its payments are in several currencies' FROM orders o JOIN shops s ON s.id = "
    "o.shop "
    "WHERE (SELECT count(DISTINCT currency) > 1 FROM payments p WHERE p.shop = o.shop AND p.order_id = o.id) "
    "ORDER BY o.shop, o.id",
    "SELECT s.slug, o.number, 'link ' || lower(hex(l.id)) || ' has a version that is not positive' FROM "
    "links l "
    "JOIN orders o ON o.shop = l.shop AND o.id = l.order_id JOIN shops s ON s.id = o.shop "
    "WHERE l.version < 1 ORDER BY l.shop, l.id",
    "SELECT s.slug, o.number, 'link ' || lower(hex(l.id)) || ' belongs to another shop' FROM links l "
    "JOIN orders o ON o.id = l.order_id AND o.shop <> l.shop JOIN shops s ON s.id = o.shop ORDER BY l.shop, "
    "l.id",
    "SELECT s.slug, l.slug, 'the location has a version that is not positive' FROM locations l "
    "JOIN shops s ON s.id = l.shop WHERE l.version < 1 ORDER BY l.shop, l.id",
    "SELECT s.slug, '', 'the shop has a version that is not positive' FROM shops s WHERE s.version < 1 ORDER "
    "BY s.id",
    "SELECT s.slug, '', 'an entry is missing in the feed' FROM shops s WHERE (SELECT count(*) <> max(seq) "
    "FROM "
    "feed f WHERE f.shop = s.id) ORDER BY s.id",
};

std::string sentence(const std::string& shop, const std::string& order, std::string_view matter) {
  return fmt::format("shop {}, order {}: {}", shop, order, matter);
}

void check_rules(Connection& connection, Faults& faults) {
  for (const auto& rule : rules) {
    std::size_t here = 0;
    for (Query rows{connection, rule}; rows.next() && here++ < most_faults;) {
      std::string shop, order, matter;
      rows.read(shop, order, matter);
      faults.push_back(sentence(shop, order, matter));
    }
  }
}

// Statuses are known, and an order has ended exactly when it is cancelled or all its devices are out of the
// house.
void check_stages(Connection& connection, Faults& faults) {
  const auto& statuses = orders::StatusTable::standard();
  std::string last;
  bool all_out = true;
  struct Head {
    std::string id, shop, number;
    bool cancelled = false, ended = false;
  } head;
  const auto close = [&] {
    if (head.id.empty() || head.ended == (head.cancelled || all_out)) return;
    faults.push_back(sentence(
        head.shop, head.number,
        head.ended ? "it is ended while it is still open" : "it is completed or cancelled and not ended"));
  };
  for (Query rows{connection,
                  "SELECT hex(o.id), s.slug, o.number, o.cancelled, o.ended_at IS NOT NULL, d.status, "
                  "d.public_status "
                  "FROM orders o JOIN shops s ON s.id = o.shop JOIN devices d ON d.shop = o.shop AND "
                  "d.order_id = o.id "
                  "ORDER BY o.shop, o.id, d.position"};
       rows.next() && faults.size() < most_faults;) {
    Head now;
    orders::Device device;
    rows.read(now.id, now.shop, now.number, now.cancelled, now.ended, device.status, device.public_status);
    if (now.id != head.id) {
      close();
      head = now;
      all_out = true;
    }
    for (const auto& word : {device.status, device.public_status}) {
      if (!statuses.find(word))
        faults.push_back(sentence(now.shop, now.number, "no status is called " + word));
    }
    all_out = all_out && orders::step(device, statuses) == orders::Step::collected;
  }
  close();
}

void check_documents(Connection& connection, Faults& faults) {
  for (Query rows{connection,
                  "SELECT s.slug, o.number, d.title, d.body, d.sha256 FROM documents d "
                  "JOIN orders o ON o.shop = d.shop AND o.id = d.order_id JOIN shops s ON s.id = o.shop "
                  "ORDER BY d.shop, d.order_id, d.position"};
       rows.next() && faults.size() < most_faults;) {
    std::string shop, order, title, body, sha256;
    rows.read(shop, order, title, body, sha256);
    if (tokens::hex(tokens::sha256(tokens::bytes(body))) != sha256) {
      faults.push_back(sentence(shop, order, "document '" + title + "' is not what its sum says"));
    }
  }
}

}  // namespace

Verdict verify(const Options& options, const VerifyOptions& how) {
  Verdict verdict;
  auto& faults = verdict.faults;
  const auto file = database_file(options);
  if (!has_bytes(file)) {
    faults.push_back(file.string() + ": there is no database");
    return verdict;
  }
  try {
    Connection connection{file, Connection::Role::onlooker};
    connection.exec("BEGIN");  // one instant, whatever the service writes meanwhile
    const auto migrations = inspect(connection, scripts());
    check_file(connection, faults);
    for (const auto& migration : migrations) {
      if (migration.applied) continue;
      faults.push_back(fmt::format("migration {} ({}) is not applied", migration.number, migration.name));
      return verdict;
    }
    check_evidence(connection, how, verdict);
    check_pointers(connection, faults);
    check_rules(connection, faults);
    check_stages(connection, faults);
    check_documents(connection, faults);
    std::ranges::move(check_copies(connection, most_faults), std::back_inserter(faults));
  } catch (const SQLite::Exception& e) {
    faults.push_back(std::string("the file: ") + e.what());
  } catch (const std::runtime_error& e) {
    faults.push_back(e.what());
  }
  return verdict;
}

}  // namespace store
