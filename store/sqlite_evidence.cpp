#include "store/sqlite_evidence.hpp"

#include "store/evidence_event.hpp"
#include "store/sqlite_order_rows.hpp"
#include "tokens/canonical_json.hpp"
#include "tokens/evidence.hpp"
#include "tokens/seal.hpp"
#include "tokens/uuid.hpp"

namespace store {

namespace json = boost::json;
using namespace orders;

namespace {

// What goes into the chain at its next place.
struct Proof {
  ShopId shop{};
  EventId id{};
  EvidenceType type{};
  Instant at{};
  std::optional<OrderId> order = {};
  std::optional<Uuid> subject = {};
  json::object event = {};                         // what this type says
  json::object person = {};                        // sealed beside it
  std::optional<json::object> row = std::nullopt;  // the stored row it vouches for
};

// The commitments into the event, what they cover beside it.
void commit_personal(Connection& connection, const Sealing& sealing, Proof& proof, std::int64_t seq) {
  if (proof.person.empty() && !proof.row) return;
  tokens::Salt salt{};
  tokens::random_bytes(salt);
  std::string sealed;
  if (!proof.person.empty()) {
    const auto text = tokens::canonical_json(proof.person);
    proof.event["pii_commit"] = tokens::hex(tokens::personal_commitment(salt, text));
    sealed = tokens::seal(sealing.keys, tokens::KeyUse::pii, text, personal_place(proof.shop, seq));
  }
  if (proof.row)
    proof.event["row_commit"] = tokens::hex(tokens::row_commitment(salt, tokens::canonical_json(*proof.row)));
  run(connection, "INSERT INTO personal (shop, seq, salt, sealed) VALUES (?, ?, ?, ?)", proof.shop, seq, salt,
      Blob{sealed});
}

ChainHead append(Connection& connection, const Sealing& sealing, Proof proof) {
  const auto before = chain_head(connection, proof.shop);
  const auto seq = before.seq + 1;
  proof.event["v"] = 1;
  proof.event["seq"] = seq;
  proof.event["id"] = proof.id.text();
  proof.event["type"] = name(proof.type);
  proof.event["ts"] = evidence_time(proof.at);
  proof.event["shop"] = proof.shop.text();
  if (proof.at < before.at) proof.event["clock_suspect"] = true;
  commit_personal(connection, sealing, proof, seq);

  const auto body = tokens::canonical_json(proof.event);
  const auto hash = tokens::chain(before.hash, body);
  const auto signature = sealing.signer.sign(tokens::Statement::event, hash);
  run(connection,
      "INSERT INTO evidence (shop, seq, id, order_id, subject, type, at, body, hash, kid, signature) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      proof.shop, seq, proof.id, proof.order, proof.subject, proof.type, proof.at, body, hash,
      sealing.signer.kid(), signature);
  return {seq, hash, proof.at};
}

}  // namespace

ChainHead chain_head(Connection& connection, ShopId shop) {
  ChainHead head;
  if (!Query{connection, "SELECT seq, hash, at FROM evidence WHERE shop = ? ORDER BY seq DESC LIMIT 1", shop}
           .one(head.seq, head.hash, head.at)) {
    head.hash = tokens::genesis(shop.text());
  }
  return head;
}

void write_evidence(Connection& connection, const Sealing& sealing, const Order& before, const Order& after,
                    const CustomerAct* act, const Link* link) {
  for (auto i = before.events.size(); i < after.events.size(); ++i) {
    const auto& event = after.events[i];
    const auto type = evidence_type(event);
    if (!type) continue;
    Proof proof{.shop = after.shop,
                .id = event.id,
                .type = *type,
                .at = event.at,
                .order = after.id,
                .subject = event.subject,
                .event = evidence_of(after, event)};
    if (event.subject) proof.row = row_json(after, *type, *event.subject);
    if (act && link) {
      add_act(proof.event, *act, *link);
      proof.person = person_json(act->behind.person);
    }
    append(connection, sealing, std::move(proof));
  }
}

void write_link_evidence(Connection& connection, const Sealing& sealing, EvidenceType type, const Link& link,
                         const Actor& actor, Instant now, EventId event, const Behind* behind) {
  Proof proof{.shop = link.shop,
              .id = event,
              .type = type,
              .at = now,
              .order = link.order,
              .subject = link.id.uuid,
              .event = {{"order", link.order.text()},
                        {"actor", {{"kind", name(actor.kind)}, {"id", actor.id}}},
                        {"link", link_json(link)}}};
  if (behind) proof.person = person_json(behind->person);
  append(connection, sealing, std::move(proof));
}

EvidenceEntry read_entry(Query& row) {
  EvidenceEntry entry;
  std::string type;
  row.read(entry.shop, entry.seq, entry.id, entry.order, entry.subject, type, entry.at, entry.body,
           entry.hash, entry.kid, entry.signature, entry.salt, Blob{entry.sealed_personal});
  const auto known = parse_evidence_type(type);
  if (!known) throw Damaged("the database: evidence of shop " + entry.shop.text() + " has a type of no name");
  entry.type = *known;
  return entry;
}

std::vector<EvidenceEntry> evidence(Connection& connection, ShopId shop, OrderId order) {
  std::vector<EvidenceEntry> all;
  // The plus keeps SQLite from walking the whole chain in its order to save sorting an order's few entries.
  for (Query rows{connection,
                  "SELECT e.shop, e.seq, e.id, e.order_id, e.subject, e.type, e.at, e.body, e.hash, e.kid, "
                  "e.signature, p.salt, coalesce(p.sealed, x'') FROM evidence e LEFT JOIN personal p ON "
                  "p.shop = e.shop AND p.seq = e.seq WHERE e.shop = ? AND e.order_id = ? ORDER BY +e.seq",
                  shop, order};
       rows.next();) {
    all.push_back(read_entry(rows));
  }
  return all;
}

std::optional<Checkpoint> write_checkpoint(Connection& connection, const Sealing& sealing, ShopId shop,
                                           Instant now) {
  const auto head = chain_head(connection, shop);
  const bool grown =
      found(connection, "SELECT 1 FROM evidence WHERE shop = ? AND seq = ? AND type <> 'checkpoint'", shop,
            head.seq);
  if (!grown) return std::nullopt;
  const auto at = append(connection, sealing,
                         {.shop = shop,
                          .id = {tokens::new_uuid(now)},
                          .type = EvidenceType::checkpoint,
                          .at = now,
                          .event = {{"checkpoint", {{"seq", head.seq}, {"head", tokens::hex(head.hash)}}},
                                    {"actor", {{"kind", name(ActorKind::system)}, {"id", ""}}}}});
  return Checkpoint{.shop = shop,
                    .seq = at.seq,
                    .head = at.hash,
                    .at = now,
                    .kid = sealing.signer.kid(),
                    .signature = sealing.signer.sign(tokens::Statement::checkpoint, at.hash)};
}

std::optional<Checkpoint> last_checkpoint(Connection& connection, const Sealing& sealing, ShopId shop) {
  Checkpoint last{.shop = shop};
  if (!Query{connection,
             "SELECT seq, hash, at, kid FROM evidence WHERE shop = ? AND type = 'checkpoint' "
             "ORDER BY seq DESC LIMIT 1",
             shop}
           .one(last.seq, last.head, last.at, last.kid)) {
    return std::nullopt;
  }
  if (sealing.keys.has(last.kid))
    last.signature = tokens::sign(sealing.keys, last.kid, tokens::Statement::checkpoint, last.head);
  return last;
}

void note_keys(Connection& connection, const Sealing& sealing, Instant now) {
  const bool first = !found(connection, "SELECT 1 FROM seal_keys");
  for (const int kid : sealing.keys.kids())
    run(connection, "INSERT INTO seal_keys (kid, public_key, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        kid, tokens::public_key(sealing.keys, kid), now);
  if (first) return;
  std::vector<ShopId> shops;
  // A chain that goes on under another key than it was last signed with.
  for (Query rows{connection,
                  "SELECT id FROM shops s WHERE (SELECT kid FROM evidence e WHERE e.shop = s.id ORDER BY seq "
                  "DESC LIMIT 1) <> ?",
                  sealing.signer.kid()};
       rows.next();)
    rows.read(shops.emplace_back());
  for (const auto& shop : shops)
    append(connection, sealing,
           {.shop = shop,
            .id = {tokens::new_uuid(now)},
            .type = EvidenceType::key_rotated,
            .at = now,
            .event = {{"key",
                       {{"kid", sealing.signer.kid()},
                        {"public_key", tokens::hex(sealing.signer.public_key())}}}}});
}

}  // namespace store
