#pragma once

#include "store/sqlite_evidence.hpp"

namespace store {

// Payments through providers, inside the transaction of the caller.

std::optional<Checkout> open_checkout(Connection& connection, orders::ShopId shop, orders::OrderId order,
                                      const std::string& kind);
Checkout keep_checkout(Connection& connection, const Checkout& checkout);
void end_checkout(Connection& connection, orders::ShopId shop, const std::string& provider,
                  const std::string& object);
Settled settle(Connection& connection, const Sealing& sealing, const ProviderWord& word,
               const orders::Context& context);

}  // namespace store
