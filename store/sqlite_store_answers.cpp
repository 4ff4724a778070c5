#include "store/sqlite_store.hpp"

namespace store {

using namespace orders;

Task<Answers::Claim> SqliteStore::claim_answer(ShopId, std::string, std::string, std::array<std::uint8_t, 32>,
                                               Instant, Instant) {
  throw Unavailable("claim_answer is not written yet");
  co_return Answers::Claim{};
}
Task<Done> SqliteStore::keep_answer(ShopId, std::string, std::string, KeptAnswer) {
  throw Unavailable("keep_answer is not written yet");
  co_return std::monostate{};
}
Task<Done> SqliteStore::free_answer(ShopId, std::string, std::string) {
  throw Unavailable("free_answer is not written yet");
  co_return std::monostate{};
}
Task<std::size_t> SqliteStore::drop_answers(Instant) {
  throw Unavailable("drop_answers is not written yet");
  co_return std::size_t{};
}

}  // namespace store
