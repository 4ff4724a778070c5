#pragma once

#include "orders/command.hpp"

#include <optional>
#include <string>

namespace store {

// A payment under way on a provider's page. One is open for each order and kind.
struct Checkout {
  orders::ShopId shop{};
  std::string provider = {};  // stripe, paypal
  std::string object = {};    // the provider's name for it
  orders::OrderId order{};
  std::string kind = {};  // deposit, balance
  orders::Money amount{};
  std::string url = {};    // the provider's page
  std::string state = {};  // open, paid, over
  orders::Instant created_at{};
  orders::Instant expires_at{};
};

// What a provider tells by webhook, in our words, its authenticity checked.
struct ProviderWord {
  orders::ShopId shop{};
  std::string provider = {};
  std::string event = {};  // unique by provider
  enum class Kind { paid, refunded, refund_failed, disputed, dispute_won, over, other } kind = Kind::other;
  std::string checkout = {};                 // of paid and over
  std::string payment = {};                  // the provider's name for the payment itself
  std::string object = {};                   // the refund or dispute
  std::optional<orders::Money> amount = {};  // nullopt: in a currency that is none of ours
  std::string detail = {};                   // for a mismatch: what the provider said, without personal data
};

enum class Settled {
  recorded,  // in the ledger
  repeated,  // was told before
  mismatch,  // fits no checkout of ours: noted on the order if there is one, never paid
  waiting,   // about a payment that was not told yet: recorded with it
  ignored    // nothing about money
};

}  // namespace store
