#include "store/sqlite_order_rows.hpp"

#include "store/sqlite_cards.hpp"
#include "store/sqlite_snapshots.hpp"

#include <algorithm>

namespace store {

using namespace orders;

namespace {

template <class T, class Part>
concept Is = std::is_same_v<std::remove_const_t<T>, Part>;

// The columns of each part behind its key, in the order of the schema: the same tie is bound and read.
auto found_by(Is<Order> auto& o) { return std::tie(o.location, o.number, o.external_id); }
auto other_columns(Is<Order> auto& o) {
  return std::tie(o.customer.name, o.customer.email, o.customer.phone, o.customer.locale, o.promised_at,
                  o.promise_reason, o.on_hold, o.cancelled, o.ended_at, o.created_at, o.updated_at, o.version,
                  o.pre_authorised, o.delegate);
}
auto columns(Is<Order> auto& o) { return std::tuple_cat(found_by(o), other_columns(o)); }
auto columns(Is<Device> auto& d) {
  return std::tie(d.id, d.kind, d.brand, d.model, d.serial, d.problem, d.status, d.public_status,
                  d.status_at);
}
auto columns(Is<Event> auto& e) {
  return std::tie(e.id, e.kind, e.at, e.device, e.status, e.note, e.visible, e.actor, e.subject);
}
auto columns(Is<Quote> auto& q) {
  return std::tie(q.id, q.state, q.currency, q.tax_included, q.deposit, q.valid_until, q.expires_at,
                  q.created_at, q.sent_at, q.decision, q.sha256, q.extended_until);
}
auto columns(Is<QuoteLine> auto& l) {
  return std::tie(l.id, l.description, l.quantity, l.unit_price, l.tax_bp, l.kind, l.group, l.approved);
}
auto columns(Is<Document> auto& d) {
  return std::tie(d.id, d.purpose, d.title, d.body, d.sha256, d.version, d.created_at);
}
auto columns(Is<Signature> auto& s) {
  return std::tie(s.id, s.document, s.document_sha256, s.name, s.drawn, s.signed_at, s.locale);
}
auto columns(Is<Payment> auto& p) {
  return std::tie(p.id, p.kind, p.amount, p.method, p.reference, p.received_at, p.provider,
                  p.provider_object);
}
auto columns(Is<Message> auto& m) { return std::tie(m.id, m.from, m.name, m.text, m.at); }
auto columns(Is<Attachment> auto& a) {
  return std::tie(a.id, a.name, a.media_type, a.bytes, a.sha256, a.width, a.height);
}

template <class Part>
void load_parts(std::vector<Part>& parts, Connection& connection, Sql sql, const Order& order) {
  for (Query rows{connection, sql, order.shop, order.id}; rows.next();)
    rows.read(columns(parts.emplace_back()));
}

void load_quotes(Order& order, Connection& connection) {
  for (Query rows{
           connection,
           "SELECT round, id, state, currency, tax_included, deposit, valid_until, expires_at, created_at, "
           "sent_at, decision_approved, decision_at, decision_method, decision_name, decision_reason, "
           "decision_reference, sha256, extended_until FROM quotes WHERE shop = ? AND order_id = ? ORDER BY "
           "round",
           order.shop, order.id};
       rows.next();) {
    auto& quote = order.quotes.emplace_back();
    rows.read(quote.round, columns(quote));
  }
  for (auto& quote : order.quotes) {
    for (Query rows{
             connection,
             "SELECT id, description, quantity, unit_price, tax_bp, kind, choice, approved FROM quote_lines "
             "WHERE shop = ? AND order_id = ? AND round = ? ORDER BY position",
             order.shop, order.id, quote.round};
         rows.next();) {
      rows.read(columns(quote.lines.emplace_back()));
    }
  }
}

void load_messages(Order& order, Connection& connection) {
  load_parts(order.messages, connection,
             "SELECT id, from_kind, from_id, name, text, at FROM messages WHERE shop = ? AND order_id = ? "
             "ORDER BY position",
             order);
  if (order.messages.empty()) return;
  for (Query rows{connection,
                  "SELECT message, id, name, media_type, bytes, sha256, width, height FROM attachments WHERE "
                  "shop = ? AND order_id = ? ORDER BY message, position",
                  order.shop, order.id};
       rows.next();) {
    int message = 0;
    Attachment attachment;
    rows.read(message, columns(attachment));
    order.messages.at(static_cast<std::size_t>(message)).attachments.push_back(std::move(attachment));
  }
}

// What `write` is called with: each part that is new or differs, and its position.
template <class Part, class Write>
void for_changed(const std::vector<Part>& before, const std::vector<Part>& after, Write write) {
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (i >= before.size() || before[i] != after[i]) write(static_cast<int>(i), after[i]);
  }
}

void save_quote(Connection& connection, const Order& order, const Quote& before, const Quote& after) {
  const auto row = std::tuple_cat(std::tie(order.shop, order.id, after.round), columns(after));
  if (run(connection,
          "UPDATE quotes SET state = ?5, deposit = ?8, valid_until = ?9, expires_at = ?10, sent_at = ?12, "
          "decision_approved = ?13, decision_at = ?14, decision_method = ?15, decision_name = ?16, "
          "decision_reason = ?17, decision_reference = ?18, sha256 = ?19, extended_until = ?20 "
          "WHERE shop = ?1 AND order_id = ?2 AND round = ?3",
          row) == 0)
    run(connection, "INSERT INTO quotes VALUES (?,?,?, ?,?,?,?,?,?,?,?,?, ?,?,?,?,?,?, ?,?)", row);
  for_changed(before.lines, after.lines, [&](int position, const QuoteLine& line) {
    if (run(connection,
            "UPDATE quote_lines SET approved = ? WHERE shop = ? AND order_id = ? AND round = ? AND "
            "position = ?",
            line.approved, order.shop, order.id, after.round, position) == 0)
      run(connection, "INSERT INTO quote_lines VALUES (?,?,?,?, ?,?,?,?,?,?,?,?)", order.shop, order.id,
          after.round, position, columns(line));
  });
}

// Events, documents, signatures and payments are only ever added: a plain INSERT fails if one were to change.
void save_parts(Connection& connection, const Order& before, const Order& after) {
  for_changed(before.devices, after.devices, [&](int position, const Device& device) {
    run(connection,
        "INSERT INTO devices VALUES (?,?,?, ?,?,?,?,?,?,?,?,?) ON CONFLICT (shop, order_id, position) "
        "DO UPDATE SET id = excluded.id, kind = excluded.kind, brand = excluded.brand, model = "
        "excluded.model, "
        "serial = excluded.serial, problem = excluded.problem, status = excluded.status, "
        "public_status = excluded.public_status, status_at = excluded.status_at",
        after.shop, after.id, position, columns(device));
  });
  if (after.devices.size() < before.devices.size()) {
    run(connection, "DELETE FROM devices WHERE shop = ? AND order_id = ? AND position >= ?", after.shop,
        after.id, static_cast<int>(after.devices.size()));
  }
  for_changed(before.events, after.events, [&](int position, const Event& event) {
    run(connection, "INSERT INTO events VALUES (?,?,?, ?,?,?,?,?,?,?,?,?,?)", after.shop, after.id, position,
        columns(event));
  });
  const Quote none;
  for_changed(before.quotes, after.quotes, [&](int position, const Quote& quote) {
    const auto at = static_cast<std::size_t>(position);
    save_quote(connection, after, at < before.quotes.size() ? before.quotes[at] : none, quote);
  });
  for_changed(before.documents, after.documents, [&](int position, const Document& document) {
    run(connection, "INSERT INTO documents VALUES (?,?,?, ?,?,?,?,?,?,?)", after.shop, after.id, position,
        columns(document));
  });
  for_changed(before.signatures, after.signatures, [&](int position, const Signature& signature) {
    run(connection, "INSERT INTO signatures VALUES (?,?,?, ?,?,?,?,?,?,?)", after.shop, after.id, position,
        columns(signature));
  });
  for_changed(before.payments, after.payments, [&](int position, const Payment& payment) {
    run(connection, "INSERT INTO payments VALUES (?,?,?, ?,?,?,?,?,?,?,?,?)", after.shop, after.id, position,
        columns(payment));
  });
  for_changed(before.messages, after.messages, [&](int position, const Message& message) {
    run(connection, "INSERT INTO messages VALUES (?,?,?, ?,?,?,?,?,?)", after.shop, after.id, position,
        columns(message));
    for (int i = 0; const auto& attachment : message.attachments)
      run(connection, "INSERT INTO attachments VALUES (?,?,?,?, ?,?,?,?,?,?,?)", after.shop, after.id,
          position, i++, columns(attachment));
  });
}

}  // namespace

std::optional<Order> load_order(Connection& connection, ShopId shop, OrderId id) {
  Order order;
  order.shop = shop;
  order.id = id;
  if (!Query{connection,
             "SELECT location, number, external_id, customer_name, customer_email, customer_phone, "
             "customer_locale, "
             "promised_at, promise_reason, on_hold, cancelled, ended_at, created_at, updated_at, version, "
             "pre_authorised_amount, pre_authorised_currency, pre_authorised_name, pre_authorised_reference, "
             "pre_authorised_at, delegate FROM orders WHERE shop = ? AND id = ?",
             shop, id}
           .one(columns(order))) {
    return std::nullopt;
  }
  load_parts(order.devices, connection,
             "SELECT id, kind, brand, model, serial, problem, status, public_status, status_at "
             "FROM devices WHERE shop = ? AND order_id = ? ORDER BY position",
             order);
  load_parts(order.events, connection,
             "SELECT id, kind, at, device, status, note, visible, actor_kind, actor_id, subject "
             "FROM events WHERE shop = ? AND order_id = ? ORDER BY position",
             order);
  load_quotes(order, connection);
  load_parts(order.documents, connection,
             "SELECT id, purpose, title, body, sha256, version, created_at "
             "FROM documents WHERE shop = ? AND order_id = ? ORDER BY position",
             order);
  if (!order.documents.empty()) {
    load_parts(order.signatures, connection,
               "SELECT id, document, document_sha256, name, drawn, signed_at, locale "
               "FROM signatures WHERE shop = ? AND order_id = ? ORDER BY position",
               order);
  }
  load_parts(order.payments, connection,
             "SELECT id, kind, amount, currency, method, reference, received_at, provider, provider_object "
             "FROM payments WHERE shop = ? AND order_id = ? ORDER BY position",
             order);
  load_messages(order, connection);
  return order;
}

std::optional<Order> load_order(Connection& connection, ShopId shop, const OrderRef& ref) {
  if (const auto* id = std::get_if<OrderId>(&ref)) return load_order(connection, shop, *id);
  OrderId id;
  if (!Query{connection, "SELECT id FROM orders WHERE shop = ? AND number = ?", shop,
             std::get<std::string>(ref)}
           .one(id)) {
    return std::nullopt;
  }
  return load_order(connection, shop, id);
}

bool insert_order(Connection& connection, const Order& order) {
  if (run(connection,
          "INSERT INTO orders VALUES (?,?, ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?,?,?) ON CONFLICT DO "
          "NOTHING",
          order.shop, order.id, columns(order)) == 0) {
    return false;
  }
  save_parts(connection, Order{}, order);
  write_card(connection, Order{}, order);
  write_snapshot(connection, order);
  return true;
}

void save_order(Connection& connection, const Order& before, const Order& after) {
  if (run(connection,
          "UPDATE orders SET customer_name = ?, customer_email = ?, customer_phone = ?, customer_locale = ?, "
          "promised_at = ?, promise_reason = ?, on_hold = ?, cancelled = ?, ended_at = ?, created_at = ?, "
          "updated_at = ?, version = ?, pre_authorised_amount = ?, pre_authorised_currency = ?, "
          "pre_authorised_name = ?, pre_authorised_reference = ?, pre_authorised_at = ?, delegate = ? "
          "WHERE shop = ? AND id = ? AND version = ?",
          other_columns(after), before.shop, before.id, before.version) != 1) {
    throw Unavailable("the database: the order was changed beside its writer");
  }
  // Each has an index, or a key elsewhere, that would be written or looked up again.
  if (found_by(before) != found_by(after))
    run(connection, "UPDATE orders SET location = ?, number = ?, external_id = ? WHERE shop = ? AND id = ?",
        found_by(after), after.shop, after.id);
  save_parts(connection, before, after);
  write_card(connection, before, after);
  note_change(connection, Change::Kind::order, after.shop, after.id.uuid, after.version,
              write_snapshot(connection, after));
}

bool append_event(Connection& connection, ShopId shop, OrderId order, const Event& event) {
  std::int64_t version = 0;
  if (!Query{connection,
             "UPDATE orders SET version = version + 1, updated_at = ? WHERE shop = ? AND id = ? RETURNING "
             "version",
             event.at, shop, order}
           .one(version)) {
    return false;
  }
  int position = 0;
  Query{connection, "SELECT coalesce(max(position) + 1, 0) FROM events WHERE shop = ? AND order_id = ?", shop,
        order}
      .one(position);
  run(connection, "INSERT INTO events VALUES (?,?,?, ?,?,?,?,?,?,?,?,?,?)", shop, order, position,
      columns(event));
  touch_card(connection, shop, order, event.at, version);
  note_change(connection, Change::Kind::order, shop, order.uuid, version,
              add_to_snapshot(connection, shop, order, event, version));
  return true;
}

}  // namespace store
