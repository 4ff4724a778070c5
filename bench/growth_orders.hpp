#pragma once

#include "orders/command.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

// What real repairs are called: kinds, brands and problems of an Open Repair Data export.
struct Vocabulary {
  struct Entry {
    std::string kind = {}, brand = {}, problem = {};
  };
  std::vector<Entry> entries = {};
};
// Of the export that CLAIMCHECK_ORDS_CSV names, else of the excerpt in tests/fixtures. Throws when it cannot
// be read.
Vocabulary read_vocabulary();

struct Repaired {
  orders::Order order{};
  int links = 1;
};

// What an order has beside its device and the stages it went through.
enum class Lived {
  whole,    // quotes, payments, signatures and messages, as a shop's own orders have them, and a link or two
  imported  // nothing, not even an address, as what came from another system; one in four has a link
};

// The i-th repair of a shop, always the same but for its ids, and made by the shop's own rules. Of a hundred,
// 85 were collected, three cancelled, the others are in the house.
Repaired made_repair(const Vocabulary& vocabulary, std::size_t i, orders::ShopId shop,
                     const std::vector<orders::LocationId>& locations, orders::Instant came_in, Lived lived);

}  // namespace bench
