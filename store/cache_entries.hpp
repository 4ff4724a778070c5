#pragma once

#include "store/store.hpp"
#include "tokens/keys.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace store {

// The way from a link's key to the entities behind it. A hint only: who follows it checks that they belong
// together.
struct LinkWay {
  orders::LinkUid link{};
  orders::OrderId order{};
  orders::LocationId location{};
  orders::ShopId shop{};
};

// What a shared cache is asked for and holds. An entry's key names the store's epoch, so that a copy of the
// store never meets it. Its value is the entity's version in the clear, for Redis to compare, a colon and,
// sealed to the key, the version again and the snapshot with the instant at which it was surely the newest.
class CacheEntries {
 public:
  CacheEntries(std::string_view epoch, std::shared_ptr<const tokens::KeyRing> keys);

  std::string key_of(Change::Kind kind, const orders::Uuid& entity) const;
  std::string key_of(const LinkKey& link) const;
  const std::string& channel() const { return channel_; }

  struct Snapshot {
    std::int64_t version = 0;
    orders::Instant born{};
    std::string bytes = {};
  };
  // Of the value of an entry, or of its bytes from the first to this one; nullopt: it is no entry's.
  static constexpr std::string_view end_of_version = "19";
  static std::optional<std::int64_t> version_of(std::string_view value);
  std::string to_value(std::string_view key, const Snapshot& snapshot) const;
  // nullopt: not what `to_value` made for this key.
  std::optional<Snapshot> from_value(std::string_view key, std::string_view value) const;

  // Changes as others are told of them, sealed: nobody else can make copies go. Unreadable ones are none.
  std::string to_message(std::span<const Change> changes) const;
  std::vector<Change> from_message(std::string_view message) const;

 private:
  std::string prefix_, channel_;
  std::shared_ptr<const tokens::KeyRing> keys_;
};

std::string to_bytes(const LinkWay& way);
std::optional<LinkWay> to_link_way(std::string_view bytes);

}  // namespace store
