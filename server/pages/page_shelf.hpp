#pragma once

#include "orders/time.hpp"
#include "server/http/finished.hpp"
#include "store/floors.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace server {

struct Settings;

// Finished pages behind links, by link and language, the least recently used let go when they take more than
// their share of memory. A page is found under a keyed hash of its code, so that finding it costs neither the
// code's check nor a look into the store. Used from every loop.
class PageShelf {
 public:
  explicit PageShelf(std::size_t most_bytes);
  ~PageShelf();

  // Of the 26 random digits of a code and its key id, under a key of this process: SipHash-2-4-128.
  using Key = std::array<std::uint8_t, 16>;
  Key key_of(std::string_view code) const;

  struct Entry {
    std::shared_ptr<const Finished> page = {};
    store::Watched watched{};
    store::Floors::Cells cells{};                     // its parts' floors
    std::shared_ptr<const Settings> settings = {};    // it was made with these
    std::optional<orders::Instant> reads_until = {};  // from when on it would read differently
  };
  // The page, whether it may still be shown or not. `variant`: language and where it was asked from.
  std::shared_ptr<const Entry> find(const Key& key, std::string_view variant) const;
  void put(const Key& key, std::string_view variant, std::shared_ptr<const Entry> entry);
  std::size_t bytes() const;

 private:
  struct Shelves;
  std::unique_ptr<Shelves> shelves_;
};

}  // namespace server
