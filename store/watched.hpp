#pragma once

#include "store/change.hpp"

#include <array>
#include <string>

namespace store {

struct LinkedOrder;

// What a page is made of, and at which versions it was read.
struct Watched {
  struct Part {
    orders::Uuid entity{};
    std::int64_t version = 0;
    friend bool operator==(const Part&, const Part&) = default;
  };
  std::array<Part, 4> parts{};  // by Change::Kind

  Part& at(Change::Kind kind) { return parts[static_cast<std::size_t>(kind)]; }
  const Part& at(Change::Kind kind) const { return parts[static_cast<std::size_t>(kind)]; }
  static Watched of(const LinkedOrder& found);
  std::string id() const;  // all versions: differs whenever the page may
  friend bool operator==(const Watched&, const Watched&) = default;
};

}  // namespace store
