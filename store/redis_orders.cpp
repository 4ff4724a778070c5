#include "store/redis_orders.hpp"

#include "store/redis_script.hpp"
#include "store/snapshot.hpp"

#include <algorithm>

namespace store {

using namespace orders;
using Kind = Change::Kind;

namespace {

constexpr std::array kinds{Kind::shop, Kind::location, Kind::order, Kind::link};

// Whether the snapshot is of the entity itself, in the version that stands before it.
template <class T>
bool take(const std::optional<CacheEntries::Snapshot>& snapshot, T& entity) {
  if (!snapshot) return false;
  entity = from_snapshot<T>(snapshot->bytes);
  return entity.version == snapshot->version;
}

bool is_one(const RedisReply& reply) { return reply.number() && *reply.number() == 1; }

bool belong_together(const LinkKey& key, const LinkedOrder& all) {
  return all.link.key == key && all.order.id == all.link.order && all.order.shop == all.link.shop &&
         all.shop.id == all.order.shop && all.location.id == all.order.location &&
         all.location.shop == all.order.shop;
}

}  // namespace

RedisOrders::Keys RedisOrders::keys_of(const Watched& parts) const {
  Keys keys;
  for (const auto kind : kinds)
    keys[static_cast<std::size_t>(kind)] = entries_.key_of(kind, parts.at(kind).entity);
  return keys;
}

RedisOrders::Answer RedisOrders::read(const LinkKey& key, const Keys& keys,
                                      const std::vector<RedisReply>& list) const {
  Answer answer{.heard = true};
  if (list.size() != keys.size()) return answer;
  std::array<std::optional<CacheEntries::Snapshot>, 4> parts;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto* value = list[i].text();
    if (!value) continue;
    parts[i] = entries_.from_value(keys[i], *value);
    if (!parts[i]) answer.junk[keys[i]] = RedisScript::sha1_of(*value);
  }
  const auto part = [&](Kind kind) -> const auto& { return parts[static_cast<std::size_t>(kind)]; };
  try {
    auto all = std::make_shared<LinkedOrder>();
    if (!take(part(Kind::shop), all->shop) || !take(part(Kind::location), all->location) ||
        !take(part(Kind::order), all->order) || !take(part(Kind::link), all->link) ||
        !belong_together(key, *all))
      return answer;
    const auto born = [](const auto& snapshot) { return snapshot->born; };
    answer.born = born(*std::ranges::min_element(parts, {}, born));
    answer.found = std::move(all);
  } catch (const Damaged&) {  // of a program that kept more
  }
  return answer;
}

// All of an answer, or nothing.
Task<RedisOrders::Answer> RedisOrders::get_all(LinkKey key, Keys keys) {
  Answer answer;
  std::array<std::string_view, 1 + std::tuple_size_v<Keys>> command{"MGET"};
  std::ranges::copy(keys, std::next(command.begin()));
  const auto reply = co_await world_.call(command);
  if (reply && reply->list()) co_return read(key, keys, *reply->list());
  co_return answer;
}

// Plain commands, which cost Redis a third of what a script would. That they are carried out one after the
// other does no harm, since versions only rise: if each is still the known one, all were when the first was
// read.
Task<RedisOrders::Answer> RedisOrders::ask(LinkKey key, Watched known) {
  auto keys = keys_of(known);
  std::array<std::array<std::string_view, 4>, std::tuple_size_v<Keys>> words;
  std::array<RedisCommand, std::tuple_size_v<Keys>> commands;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    words[i] = {"GETRANGE", keys[i], "0", CacheEntries::end_of_version};
    commands[i] = words[i];
  }
  const auto reply = co_await world_.call_all(commands);
  Answer answer;
  if (!reply) co_return answer;
  answer.heard = answer.same = true;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto* const begin = (*reply->list())[i].text();
    answer.same = answer.same && begin && CacheEntries::version_of(*begin) == known.parts[i].version;
  }
  if (answer.same) co_return answer;
  co_return co_await get_all(key, std::move(keys));
}

Task<RedisOrders::Answer> RedisOrders::find(LinkKey key) {
  Answer answer;
  const auto way_key = entries_.key_of(key);
  const std::array<std::string_view, 2> get{"GET", way_key};
  const auto held = co_await world_.call(get);
  if (!held) co_return answer;
  answer.heard = true;
  if (!held->text()) co_return answer;
  const auto sealed = entries_.from_value(way_key, *held->text());
  const auto way = sealed ? to_link_way(sealed->bytes) : std::nullopt;
  if (!way) co_return answer;
  Watched parts;
  parts.at(Kind::shop).entity = way->shop.uuid;
  parts.at(Kind::location).entity = way->location.uuid;
  parts.at(Kind::order).entity = way->order.uuid;
  parts.at(Kind::link).entity = way->link.uuid;
  co_return co_await get_all(key, keys_of(parts));
}

Task<void> RedisOrders::fill(LinkKey key, std::shared_ptr<const LinkedOrder> found, Instant born, Junk junk) {
  const auto watched = Watched::of(*found);
  const auto parts = keys_of(watched);
  std::vector<std::string> keys{parts.begin(), parts.end()};
  keys.push_back(entries_.key_of(key));
  const std::array snapshots{to_snapshot(found->shop), to_snapshot(found->location),
                             to_snapshot(found->order), to_snapshot(found->link)};
  std::vector<std::string> arguments{std::to_string(keep_.count()), "", ""};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto version = watched.parts[i].version;
    arguments.push_back(entries_.to_value(keys[i], {version, born, snapshots[i]}));
    arguments.push_back(junk[keys[i]]);
  }
  const LinkWay way{found->link.id, found->order.id, found->location.id, found->shop.id};
  arguments.push_back(entries_.to_value(keys.back(), {found->order.version, born, to_bytes(way)}));
  arguments.push_back("*");
  co_await RedisScript::put().run(world_, keys, arguments);
}

Task<bool> RedisOrders::put(std::span<const Change> changes, Instant born) {
  std::vector<std::string> keys;
  std::vector<std::string> arguments{std::to_string(keep_.count()), entries_.channel(),
                                     entries_.to_message(changes)};
  bool whole = true;
  for (const auto& change : changes) {
    whole = whole && change.snapshot;
    if (!change.snapshot) continue;
    const auto& key = keys.emplace_back(entries_.key_of(change.kind, change.entity));
    arguments.push_back(entries_.to_value(key, {change.version, born, *change.snapshot}));
    arguments.push_back("");
  }
  const auto reply = co_await RedisScript::put().run(world_, keys, arguments);
  if (!reply || !reply->list() || reply->list()->size() != keys.size()) co_return false;
  // What claims to be newer may be junk, which would give way to an older version later on.
  std::vector<std::string> refused;
  std::vector<std::string> again{arguments[0], "", ""};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& kept = (*reply->list())[i];
    const auto* newer = kept.text();
    if (!newer && !is_one(kept)) co_return false;
    if (!newer || entries_.from_value(keys[i], *newer)) continue;
    refused.push_back(keys[i]);
    again.push_back(arguments[3 + 2 * i]);
    again.push_back(RedisScript::sha1_of(*newer));
  }
  if (refused.empty()) co_return whole;
  const auto second = co_await RedisScript::put().run(world_, refused, again);
  if (!whole || !second || !second->list()) co_return false;
  co_return std::ranges::all_of(*second->list(), is_one);
}

}  // namespace store
