#include "server/http/limits.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace server {

Buckets::Bucket& Buckets::bucket(Shelf& shelf, const Key& key, const Rate& rate, orders::Instant now) const {
  if (const auto known = shelf.by_key.find(key); known != shelf.by_key.end()) {
    shelf.by_use.splice(shelf.by_use.begin(), shelf.by_use, known->second);
    return shelf.by_use.front();
  }
  if (shelf.by_use.size() >= per_shelf_) {
    shelf.by_key.erase({shelf.by_use.back().kind, shelf.by_use.back().name});
    shelf.by_use.pop_back();
  }
  shelf.by_use.push_front({key.kind, std::string{key.name}, rate.burst, now});
  shelf.by_key.emplace(Key{key.kind, shelf.by_use.front().name}, shelf.by_use.begin());
  return shelf.by_use.front();
}

std::chrono::seconds Buckets::take(const Key& key, const Rate& rate, orders::Instant now) {
  if (rate.burst <= 0) return {};
  auto& shelf = shelf_of(key);
  const std::lock_guard lock{shelf.mutex};
  auto& found = bucket(shelf, key, rate, now);
  // A clock that was set back must neither fill a bucket nor lock anybody out until it has caught up.
  const std::chrono::duration<double> since = std::max(now - found.at, orders::Instant::duration{});
  found.at = now;
  found.tokens = std::min(rate.burst, found.tokens + since.count() * rate.per_second);
  if (found.tokens >= 1) {
    found.tokens -= 1;
    return {};
  }
  const auto wait = std::ceil((1 - found.tokens) / rate.per_second);
  return std::max(std::chrono::seconds{1}, std::chrono::seconds{static_cast<std::int64_t>(wait)});
}

void Buckets::put_back(const Key& key, const Rate& rate) {
  auto& shelf = shelf_of(key);
  const std::lock_guard lock{shelf.mutex};
  const auto known = shelf.by_key.find(key);
  if (known != shelf.by_key.end()) known->second->tokens = std::min(rate.burst, known->second->tokens + 1);
}

double Buckets::left(const Key& key, const Rate& rate, orders::Instant now) {
  auto& shelf = shelf_of(key);
  const std::lock_guard lock{shelf.mutex};
  const auto known = shelf.by_key.find(key);
  if (known == shelf.by_key.end()) return rate.burst;
  const std::chrono::duration<double> since = std::max(now - known->second->at, orders::Instant::duration{});
  return std::min(rate.burst, known->second->tokens + since.count() * rate.per_second);
}

std::size_t Buckets::size() const {
  std::size_t total = 0;
  for (const auto& shelf : shelves_) {
    const std::lock_guard lock{shelf.mutex};
    total += shelf.by_use.size();
  }
  return total;
}

namespace {

// An office with many people behind one address mistypes more than one of them does.
constexpr unsigned accounts_of_place = 10;

std::string account_name(const LoginTry& login) {
  const auto from = !login.device.empty() ? "#" + login.device : login.anywhere ? "*" : "@" + login.place;
  return "a" + std::to_string(login.account.size()) + ":" + login.account + from;
}

std::string place_name(const LoginTry& login) { return "p" + login.place; }

}  // namespace

void Limits::configure(const Config::Limits& config) {
  const auto per_minute = [](std::uint32_t count, std::uint32_t burst) {
    return count == 0 ? Rate{} : Rate{count / 60.0, static_cast<double>(burst == 0 ? count : burst)};
  };
  request_ = per_minute(config.requests_per_minute, config.request_burst);
  bad_code_ =
      Rate{config.bad_codes_per_10_minutes / 600.0, static_cast<double>(config.bad_codes_per_10_minutes)};
  action_ = per_minute(config.actions_per_minute, 0);
  api_ = per_minute(config.api_per_minute, 0);
  const std::lock_guard lock{mutex_};
  const auto free = config.logins_per_15_minutes;
  if (free > 0) login_ = {free, std::chrono::ceil<std::chrono::seconds>(std::chrono::minutes{15}) / free};
  login_.free = free;
  place_ = {free * accounts_of_place, login_.first_wait};
}

std::chrono::seconds Limits::request(std::string_view client, orders::Instant now) {
  return take('r', client, request_, now);
}

std::chrono::seconds Limits::bad_code(std::string_view client, orders::Instant now) {
  return take('b', client, bad_code_, now);
}

std::chrono::seconds Limits::action(std::string_view link, orders::Instant now) {
  return take('l', link, action_, now);
}

std::chrono::seconds Limits::api(std::string_view key, orders::Instant now) {
  return take('a', key, api_, now);
}

Quota Limits::api_quota(std::string_view key, orders::Instant now) {
  const Rate rate = api_;
  if (rate.burst <= 0) return {};
  const auto left = buckets_.left({'a', key}, rate, now);
  const auto full_in = std::ceil((rate.burst - left) / rate.per_second);
  return {static_cast<int>(rate.burst), static_cast<int>(left),
          std::chrono::seconds{static_cast<std::int64_t>(full_in)}};
}

std::chrono::seconds Limits::collection(std::string_view order, orders::Instant now) {
  constexpr Rate ten_an_hour{10 / 3600.0, 10};
  return take('c', order, ten_an_hour, now);
}

namespace {

constexpr Rate wrong_entries{5 / 3600.0, 5};

}  // namespace

std::chrono::seconds Limits::entry(std::string_view link, orders::Instant now) {
  return take('e', link, wrong_entries, now);
}

void Limits::entry_was_right(std::string_view link) { buckets_.put_back({'e', link}, wrong_entries); }

Limits::CodeWait Limits::entry_code(std::string_view order, orders::Instant now) {
  constexpr Rate one_a_minute{1 / 60.0, 1}, ten_an_hour{10 / 3600.0, 10};
  const auto moment = take('s', order, one_a_minute, now);
  if (moment.count() > 0) return {.moment = moment};
  return {.hour = take('t', order, ten_an_hour, now)};
}

std::chrono::seconds Limits::login(const LoginTry& login, orders::Instant now) {
  Patience account, place;
  {
    const std::lock_guard lock{mutex_};
    account = login_;
    place = place_;
  }
  // The account first: who goes on trying while it is locked does not lock the others of the place.
  const auto wait = tries_.begin(account_name(login), account, now);
  if (wait.count() > 0 || !login.device.empty()) return wait;
  return tries_.begin(place_name(login), place, now);
}

void Limits::login_was_right(const LoginTry& login) {
  tries_.clear(account_name(login));
  if (login.device.empty()) tries_.take_back(place_name(login));
}

std::chrono::seconds Limits::recovery(std::string_view account, std::string_view client,
                                      orders::Instant now) {
  constexpr Rate three_an_hour{3 / 3600.0, 3}, ten_an_hour{10 / 3600.0, 10};
  const auto wait = take('m', client, ten_an_hour, now);
  return wait.count() > 0 ? wait : take('n', account, three_an_hour, now);
}

}  // namespace server
