#include "store/cache_entries.hpp"

#include "tokens/hash.hpp"
#include "tokens/seal.hpp"

#include <charconv>
#include <cstring>

namespace store {

using namespace orders;

namespace {

// Fixed parts, one behind the other; numbers as this machine has them, little endian everywhere we run.
template <class T>
void put(std::string& bytes, const T& part) {
  bytes.append(reinterpret_cast<const char*>(&part), sizeof part);
}

template <class T>
bool take(std::string_view& bytes, T& part) {
  if (bytes.size() < sizeof part) return false;
  std::memcpy(&part, bytes.data(), sizeof part);
  bytes.remove_prefix(sizeof part);
  return true;
}

}  // namespace

std::optional<std::int64_t> CacheEntries::version_of(std::string_view value) {
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), version);
  if (error != std::errc{} || end == value.data() + value.size() || *end != ':') return std::nullopt;
  return version;
}

CacheEntries::CacheEntries(std::string_view epoch, std::shared_ptr<const tokens::KeyRing> keys)
    : prefix_{"claimcheck:" + tokens::hex(tokens::bytes(epoch)) + ":"},
      channel_{prefix_ + "changes"},
      keys_{std::move(keys)} {}

std::string CacheEntries::key_of(Change::Kind kind, const Uuid& entity) const {
  constexpr std::string_view words[] = {"shop:", "location:", "order:", "link:"};
  return prefix_ + std::string(words[static_cast<std::size_t>(kind)]) + tokens::hex(entity);
}

std::string CacheEntries::key_of(const LinkKey& link) const { return prefix_ + "way:" + tokens::hex(link); }

std::string CacheEntries::to_value(std::string_view key, const Snapshot& snapshot) const {
  std::string plain;
  plain.reserve(2 * sizeof(std::int64_t) + snapshot.bytes.size());
  put(plain, snapshot.version);
  put(plain, snapshot.born.time_since_epoch().count());
  plain += snapshot.bytes;
  return std::to_string(snapshot.version) + ':' + tokens::seal(*keys_, tokens::KeyUse::cache, plain, key);
}

std::optional<CacheEntries::Snapshot> CacheEntries::from_value(std::string_view key,
                                                               std::string_view value) const {
  const auto version = version_of(value);
  if (!version) return std::nullopt;
  const auto plain = tokens::open(*keys_, tokens::KeyUse::cache, value.substr(value.find(':') + 1), key);
  if (!plain) return std::nullopt;
  std::string_view rest = *plain;
  std::int64_t inside = 0;
  Instant::rep born{};
  if (!take(rest, inside) || inside != *version || !take(rest, born)) return std::nullopt;
  return Snapshot{*version, Instant{Instant::duration{born}}, std::string(rest)};
}

std::string CacheEntries::to_message(std::span<const Change> changes) const {
  std::string plain;
  for (const auto& change : changes) {
    put(plain, change.kind);
    put(plain, change.shop.uuid);
    put(plain, change.entity);
    put(plain, change.version);
  }
  return tokens::seal(*keys_, tokens::KeyUse::cache, plain, channel_);
}

std::vector<Change> CacheEntries::from_message(std::string_view message) const {
  std::vector<Change> changes;
  const auto plain = tokens::open(*keys_, tokens::KeyUse::cache, message, channel_);
  if (!plain) return changes;
  std::string_view rest = *plain;
  for (Change change; take(rest, change.kind) && take(rest, change.shop.uuid) && take(rest, change.entity) &&
                      take(rest, change.version);)
    changes.push_back(change);
  return changes;
}

std::string to_bytes(const LinkWay& way) {
  std::string bytes;
  put(bytes, way.link.uuid);
  put(bytes, way.order.uuid);
  put(bytes, way.location.uuid);
  put(bytes, way.shop.uuid);
  return bytes;
}

std::optional<LinkWay> to_link_way(std::string_view bytes) {
  LinkWay way;
  if (!take(bytes, way.link.uuid) || !take(bytes, way.order.uuid) || !take(bytes, way.location.uuid) ||
      !take(bytes, way.shop.uuid) || !bytes.empty())
    return std::nullopt;
  return way;
}

}  // namespace store
