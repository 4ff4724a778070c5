#pragma once

#include "orders/id.hpp"
#include "orders/outcome.hpp"
#include "orders/time.hpp"
#include "store/task.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace store {

// What a call with an Idempotency-Key was answered. The address of a link never stands in it: `link` names
// the one whose address is put back when it is answered again.
struct KeptAnswer {
  int status = 0;
  std::string body = {};
  std::string etag = {};
  std::optional<orders::LinkUid> link = {};
};

// Answers by the key that a caller gave its call (draft-ietf-httpapi-idempotency-key-header), for 24 hours.
// Part of Store.
class Answers {
 public:
  virtual ~Answers() = default;

  enum class Standing { fresh, in_progress, other_body, answered };
  struct Claim {
    Standing standing = Standing::fresh;
    KeptAnswer answer{};  // of answered
  };
  // Claims the key for a call. One that claimed it before and never answered holds it until `stale`.
  virtual Task<Claim> claim_answer(orders::ShopId shop, std::string caller, std::string key,
                                   std::array<std::uint8_t, 32> body_hash, orders::Instant now,
                                   orders::Instant stale) = 0;
  virtual Task<orders::Done> keep_answer(orders::ShopId shop, std::string caller, std::string key,
                                         KeptAnswer answer) = 0;
  // The call came to nothing: the key is free again.
  virtual Task<orders::Done> free_answer(orders::ShopId shop, std::string caller, std::string key) = 0;
  virtual Task<std::size_t> drop_answers(orders::Instant before) = 0;
};

}  // namespace store
