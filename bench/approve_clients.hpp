#pragma once

#include "tests/blackbox/acts.hpp"

#include <string>
#include <vector>

// Customers who approve the quotes of their repairs, each over a connection that is kept.
namespace bench {

struct Approvals {
  double per_second = 0;  // durably answered with 303
  double cpu_us = 0;      // of the service, for one of them
  std::vector<double> waited_us = {};
};

class Approvers {
 public:
  Approvers(const harness::Service& service, std::string api_key, std::size_t clients);

  // Takes in `count` repairs with a sent quote and opens the page that confirms its approval; the posts that
  // approve them.
  std::vector<std::string> prepare(std::size_t count);
  // Each client posts its share, one after another; throws when one is not answered with 303.
  Approvals approve(const std::vector<std::string>& posts);

 private:
  std::vector<wire::Answer> ask_all(const std::vector<std::string>& requests);

  const harness::Service& service_;
  std::string api_key_;
  std::vector<wire::Connection> connections_;
  std::size_t next_number_ = 1;
};

}  // namespace bench
