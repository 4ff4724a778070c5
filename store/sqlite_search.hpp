#pragma once

#include "store/place.hpp"
#include "store/search_words.hpp"
#include "store/sqlite_query.hpp"

#include <functional>

namespace store {

struct Hit {
  orders::OrderCard card{};
  std::string contact = {};
  Place place() const { return {card.updated_at, card.id}; }
};
using Accept = std::function<bool(const Hit&)>;

// The latest `most` orders behind `place` that the filter and `accept` let through. However many orders there
// are, none are sorted that an index has in order: the list is walked along the index that leaves out most,
// or, when a word was typed that few orders have, from these.
std::vector<Hit> search(Connection& connection, const OrderFilter& filter, const Place& place,
                        std::size_t most, const Accept& accept);

}  // namespace store
