#pragma once

#include "store/sqlite_query.hpp"

namespace store {

// Answers kept by the key of the call, inside the transaction of the caller.

Answers::Claim claim_answer(Connection& connection, orders::ShopId shop, const std::string& caller,
                            const std::string& key, const std::array<std::uint8_t, 32>& body_hash,
                            orders::Instant now, orders::Instant stale);
orders::Done keep_answer(Connection& connection, orders::ShopId shop, const std::string& caller,
                         const std::string& key, const KeptAnswer& answer);
orders::Done free_answer(Connection& connection, orders::ShopId shop, const std::string& caller,
                         const std::string& key);
// Those that nobody is left to answer, because the process that claimed them fell.
void free_claims(Connection& connection);
std::size_t drop_answers(Connection& connection, orders::Instant before);

}  // namespace store
