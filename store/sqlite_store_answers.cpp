#include "store/sqlite_answers.hpp"
#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Answers::Claim> SqliteStore::claim_answer(ShopId shop, std::string caller, std::string key,
                                               std::array<std::uint8_t, 32> body_hash, Instant now,
                                               Instant stale) {
  return write("claim_answer", [shop, caller = std::move(caller), key = std::move(key), body_hash, now,
                                stale](Connection& db) {
    return store::claim_answer(db, shop, caller, key, body_hash, now, stale);
  });
}
Task<Done> SqliteStore::keep_answer(ShopId shop, std::string caller, std::string key, KeptAnswer answer) {
  return write("keep_answer",
               [shop, caller = std::move(caller), key = std::move(key), answer = std::move(answer)](
                   Connection& db) { return store::keep_answer(db, shop, caller, key, answer); });
}
Task<Done> SqliteStore::free_answer(ShopId shop, std::string caller, std::string key) {
  return write("free_answer", [shop, caller = std::move(caller), key = std::move(key)](Connection& db) {
    return store::free_answer(db, shop, caller, key);
  });
}
Task<std::size_t> SqliteStore::drop_answers(Instant before) {
  return write("drop_answers", [before](Connection& db) { return store::drop_answers(db, before); });
}

}  // namespace store
