#pragma once

#include "orders/time.hpp"
#include "server/http/finished.hpp"
#include "store/floors.hpp"
#include "store/store.hpp"
#include "views/locale.hpp"

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
// code's check nor a look into the store. Whether it may still be shown is for the finder to say. Used from
// every loop.
class PageShelf {
 public:
  explicit PageShelf(std::size_t most_bytes);
  ~PageShelf();

  // Of a code as it is spelled, under a key of this process: SipHash-2-4-128.
  using Key = std::array<std::uint8_t, 16>;
  Key key_of(std::string_view spelled) const;

  struct Entry {
    std::shared_ptr<const Finished> page = {};
    std::shared_ptr<const store::LinkedOrder> found = {};  // of these versions; only if somebody acts upon it
    const views::Locale* locale = nullptr;
    std::string order_locale = {}, shop_locale = {};  // between which and the reader's it was chosen
    store::Watched watched{};
    store::Floors::Cells cells{};                     // its parts' floors
    std::shared_ptr<const Settings> settings = {};    // it was made with these
    std::shared_ptr<const void> house = {};           // and with this, where it shows whom to call at all
    std::optional<orders::Instant> reads_until = {};  // from when on it would read differently
  };
  // The page in the language that is this reader's (Locale::choose), whether it may still be shown or not.
  std::shared_ptr<const Entry> find(const Key& key, std::string_view lang,
                                    std::string_view accept_language) const;
  // One of the link's pages, in whatever language, that somebody acts upon.
  std::shared_ptr<const Entry> acted_upon(const Key& key) const;
  // That what a page of the link shows was read for an act upon it, which seldom comes alone.
  void acts_upon(const Key& key, std::shared_ptr<const store::LinkedOrder> found);
  // In place of the page in the same language, and of all that were made of other versions or settings.
  void put(const Key& key, std::shared_ptr<const Entry> entry);

  std::size_t bytes() const;
  std::size_t size() const;  // links

 private:
  struct Shelves;
  std::unique_ptr<Shelves> shelves_;
};

}  // namespace server
