#pragma once

#include "tests/blackbox/harness.hpp"

#include "tokens/keys.hpp"

#include <map>
#include <random>
#include <string>
#include <string_view>

// A shop with real repairs in it, and the questions that its customers and its shop system ask.
namespace harness {

// Made by `init` and `import` of the excerpt, with no service running.
class RepairShop {
 public:
  RepairShop();

  const TemporaryFolder& folder() const { return folder_; }
  const std::string& api_key() const { return api_key_; }
  // Path of the link of the order with this number ("/t/…").
  const std::string& link(const std::string& number) const { return links_.at(number); }
  const std::map<std::string, std::string>& links() const { return links_; }

 private:
  TemporaryFolder folder_;
  std::string api_key_;
  std::map<std::string, std::string> links_;
};

// Numbers from the excerpt.
inline const std::string open_order = "rcwales_125";         // repairable: in progress
inline const std::string collected_order = "rcwales_17057";  // fixed: collected

// What a guesser would try: the right shape under a key that there is.
std::string random_code(std::mt19937_64& random);
// One that is wrong for sure: of a million guesses one has the right check by chance, and is looked up.
std::string wrong_code(std::mt19937_64& random, const tokens::KeyRing& keys);

wire::Answer get(unsigned short port, std::string_view path, std::string_view more_fields = "");
// POST /api/v1/orders/{number}/stage on a connection that is kept.
std::string stage_request(const RepairShop& shop, std::string_view number, std::string_view stage);
int set_stage(const Service& service, const RepairShop& shop, std::string_view number,
              std::string_view stage);
// The order's version by the API; 0 when it does not answer 200.
long version_of(const Service& service, const RepairShop& shop, std::string_view number);
// How often a use case of the store ran since start, by the service's own metrics.
long store_operations(const Service& service, std::string_view use_case);

}  // namespace harness
