#include "store/sqlite_answers.hpp"

namespace store {

using namespace orders;

namespace {

constexpr int no_answer = 0;  // the status of a claim

const Refusal no_such_claim{Reason::not_found, "", "nobody claims this key, or it is answered"};

}  // namespace

Answers::Claim claim_answer(Connection& connection, ShopId shop, const std::string& caller,
                            const std::string& key, const std::array<std::uint8_t, 32>& body_hash,
                            Instant now, Instant stale) {
  using enum Answers::Standing;
  std::array<std::uint8_t, 32> known_hash{};
  Instant claimed_at;
  KeptAnswer answer;
  if (Query{connection,
            "SELECT body_hash, claimed_at, status, body, etag, link FROM kept_answers WHERE shop = ? AND "
            "caller "
            "= ? AND key = ?",
            shop, caller, key}
          .one(known_hash, claimed_at, answer.status, answer.body, answer.etag, answer.link)) {
    const bool given_up = answer.status == no_answer && claimed_at < stale;
    if (!given_up) {
      if (known_hash != body_hash) return {other_body, {}};
      if (answer.status == no_answer) return {in_progress, {}};
      return {answered, std::move(answer)};
    }
  }
  run(connection,
      "INSERT INTO kept_answers (shop, caller, key, body_hash, claimed_at, status, body, etag) VALUES (?, ?, "
      "?, "
      "?, ?, 0, '', '') ON CONFLICT DO UPDATE SET body_hash = excluded.body_hash, claimed_at = "
      "excluded.claimed_at",
      shop, caller, key, body_hash, now);
  return {fresh, {}};
}

Done keep_answer(Connection& connection, ShopId shop, const std::string& caller, const std::string& key,
                 const KeptAnswer& answer) {
  if (run(connection,
          "UPDATE kept_answers SET status = ?, body = ?, etag = ?, link = ? WHERE shop = ? AND caller = ? "
          "AND "
          "key = ? AND status = 0",
          answer.status, answer.body, answer.etag, answer.link, shop, caller, key) == 0)
    return no_such_claim;
  return std::monostate{};
}

Done free_answer(Connection& connection, ShopId shop, const std::string& caller, const std::string& key) {
  if (run(connection, "DELETE FROM kept_answers WHERE shop = ? AND caller = ? AND key = ? AND status = 0",
          shop, caller, key) == 0)
    return no_such_claim;
  return std::monostate{};
}

void free_claims(Connection& connection) { run(connection, "DELETE FROM kept_answers WHERE status = 0"); }

std::size_t drop_answers(Connection& connection, Instant before) {
  return static_cast<std::size_t>(run(connection, "DELETE FROM kept_answers WHERE claimed_at < ?", before));
}

}  // namespace store
