#pragma once

#include "server/http/router.hpp"
#include "server/swapped.hpp"
#include "store/store.hpp"
#include "views/pages.hpp"

#include <memory>
#include <optional>

namespace server {

// Whom to call when a page cannot know the shop: the only shop of the installation, if it has just one. Asked
// from the store when the service starts, reloads or is administered, never by a request: a guessed code
// costs no query.
class HouseContact {
 public:
  struct Known {
    orders::Shop shop{};
    orders::Location location{};
    orders::Zone zone{};
  };

  Task<void> refresh(store::Store& store);
  std::shared_ptr<const Known> get() const { return known_.get(); }

 private:
  Swapped<Known> known_;
};

}  // namespace server
