#pragma once

#include "orders/command.hpp"
#include "orders/shop.hpp"
#include "server/services.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace server {

extern const char* const demo_logo;  // hex of a PNG

// An order of the demo as it was brought in, what happened to it since, oldest first, and the sentence that
// says what its page shows.
struct DemoOrder {
  struct Step {
    orders::Instant at{};
    orders::Actor actor{};
    orders::Command command{};
  };
  orders::Order order{};
  std::vector<Step> then = {};
  std::string_view shows = {};
};
// Invented orders for every stage, told backwards from `now`, at the first two of the shop's locations.
std::vector<DemoOrder> demo_orders(const orders::Shop& shop, const std::vector<orders::Location>& locations,
                                   orders::Instant now);

struct Demo {
  struct Link {
    std::string path;  // /t/ and the code
    std::string shows;
  };
  std::vector<Link> links = {};
  std::string api_key = {}, sign_in = {};  // when the shop was made just now
};

// Apart from a shop of one's own that would be in ./data.
void use_demo_folder(Config& config);

// The usual Redis of this machine, if it answers at once and knows nobody's password; else empty.
std::string nearby_redis();

// Makes keys, shop and orders where there are none yet; a shop that is there is left as it is.
Demo prepare_demo(const Config& config);

// What is printed once the service listens.
std::string demo_welcome(const Demo& demo, const Config& config, std::string_view public_url);

}  // namespace server
