#include "store/sqlite_terms.hpp"

#include "orders/change.hpp"
#include "tokens/hash.hpp"
#include "tokens/uuid.hpp"

namespace store {

using namespace orders;

namespace {

auto columns(auto& t) {
  return std::tie(t.shop, t.id, t.version, t.purpose, t.title, t.body, t.attach, t.archived, t.created_at);
}

std::vector<Terms> read_all(Query& rows) {
  std::vector<Terms> all;
  while (rows.next()) rows.read(columns(all.emplace_back()));
  return all;
}

Outcome<Changed> add_to(Order& order, const Terms& terms) {
  Context context;
  context.now = order.updated_at;
  if (!order.events.empty()) context.actor = order.events.front().actor;
  context.new_id = [at = order.updated_at] { return tokens::new_uuid(at); };
  return change(order,
                AddDocument{terms.purpose, terms.title, terms.body,
                            tokens::hex(tokens::sha256(tokens::bytes(terms.body)))},
                context);
}

bool same_text(const Terms& a, const Terms& b) {
  return a.purpose == b.purpose && a.title == b.title && a.body == b.body;
}

}  // namespace

std::vector<Terms> terms(Connection& connection, ShopId shop) {
  Query rows{connection,
             "SELECT shop, id, version, purpose, title, body, attach, archived, created_at FROM terms t "
             "WHERE shop = ? AND version = (SELECT max(version) FROM terms u WHERE u.shop = t.shop AND u.id "
             "= t.id) ORDER BY purpose, title, id",
             shop};
  return read_all(rows);
}

std::vector<Terms> terms_versions(Connection& connection, ShopId shop, TermsId id) {
  Query rows{connection,
             "SELECT shop, id, version, purpose, title, body, attach, archived, created_at FROM terms WHERE "
             "shop = ? AND id = ? ORDER BY version DESC",
             shop, id};
  return read_all(rows);
}

Outcome<Terms> put_terms(Connection& connection, Terms terms) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", terms.shop))
    return Refusal{Reason::not_found, "", "there is no such shop"};
  // What an order would refuse is refused here, where somebody can mend it.
  Order any;
  if (const auto fits = add_to(any, terms); !fits) return fits.error();

  const auto before = terms_versions(connection, terms.shop, terms.id);
  if (!before.empty() && same_text(before.front(), terms)) {
    terms.version = before.front().version;
    terms.created_at = before.front().created_at;
    run(connection, "UPDATE terms SET attach = ?, archived = ? WHERE shop = ? AND id = ? AND version = ?",
        terms.attach, terms.archived, terms.shop, terms.id, terms.version);
    return terms;
  }
  if (terms.id == TermsId{}) terms.id.uuid = tokens::new_uuid(terms.created_at);
  terms.version = before.empty() ? 1 : before.front().version + 1;
  run(connection, "INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", columns(terms));
  return terms;
}

void attach_terms(Connection& connection, Order& order) {
  for (const auto& one : terms(connection, order.shop))
    if (one.attach && !one.archived)
      if (const auto added = add_to(order, one); !added)
        throw Damaged("the database: terms that fit no order: " + one.id.text());
}

}  // namespace store
