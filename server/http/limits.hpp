#pragma once

#include "orders/time.hpp"
#include "server/config.hpp"
#include "server/http/tries.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

// A full bucket lets `burst` through at once and gains `per_second` from then on.
struct Rate {
  double per_second = 0;
  double burst = 0;  // 0: unlimited
};

// Token buckets by name, the least recently used forgotten when there are too many. Used from every loop: the
// names are spread over several locks.
class Buckets {
 public:
  explicit Buckets(std::size_t capacity) : per_shelf_{capacity / shelves} {}

  // A name and what is counted of it.
  struct Key {
    Key(std::string_view n) : name{n} {}
    Key(char k, std::string_view n) : kind{k}, name{n} {}
    char kind = 0;
    std::string_view name;
    friend bool operator==(const Key&, const Key&) = default;
  };

  // Takes a token out of the bucket. Zero, or how long until there will be one.
  std::chrono::seconds take(const Key& key, const Rate& rate, orders::Instant now);
  std::chrono::seconds take(std::string_view name, const Rate& rate, orders::Instant now) {
    return take(Key{name}, rate, now);
  }
  void put_back(const Key& key, const Rate& rate);
  // What is in it, and takes nothing.
  double left(const Key& key, const Rate& rate, orders::Instant now);
  std::size_t size() const;

 private:
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string_view>{}(key.name) * 31 + static_cast<unsigned char>(key.kind);
    }
  };
  struct Bucket {
    char kind;
    std::string name;
    double tokens;
    orders::Instant at;
  };
  struct Shelf {
    mutable std::mutex mutex;
    std::list<Bucket> by_use;  // the latest first
    std::unordered_map<Key, std::list<Bucket>::iterator, Hash> by_key;
  };
  static constexpr std::size_t shelves = 16;

  Bucket& bucket(Shelf& shelf, const Key& key, const Rate& rate, orders::Instant now) const;
  // By other bits than those that the map takes.
  Shelf& shelf_of(const Key& key) { return shelves_[(Hash{}(key) >> 32) % shelves]; }

  std::array<Shelf, shelves> shelves_;
  std::size_t per_shelf_;
};

// What is left of an allowance.
struct Quota {
  int most = 0;  // in a minute; 0: unlimited
  int left = 0;
  std::chrono::seconds full_in{0};
};

// Who tries to be whom, from where.
struct LoginTry {
  std::string account = {};  // what was typed, be there such a person or not
  std::string place = {};    // the client
  // A browser that this person signed in with before; such a one stands apart from its place.
  std::string device = {};
  // Tries of all places are counted together: of six digits, who has many places guesses some.
  bool anywhere = false;
};

// How often one sender may do what. Each question counts as one try; the answer is zero when it is allowed
// and else how long to wait, rounded up to whole seconds.
class Limits {
 public:
  explicit Limits(const Config::Limits& config) { configure(config); }
  void configure(const Config::Limits& config);  // while requests run

  std::chrono::seconds request(std::string_view client, orders::Instant now);
  // Asked only about a code that is wrong: who guesses is stopped, and good links still open for all at the
  // address.
  std::chrono::seconds bad_code(std::string_view client, orders::Instant now);
  std::chrono::seconds action(std::string_view link, orders::Instant now);
  std::chrono::seconds api(std::string_view key, orders::Instant now);
  Quota api_quota(std::string_view key, orders::Instant now);  // asks for nothing
  // A collection code that is tried at the counter: ten an hour for an order, whatever the configuration
  // says.
  std::chrono::seconds collection(std::string_view order, orders::Instant now);

  // What a link asked is about to be looked at: five wrong answers an hour for a link.
  std::chrono::seconds entry(std::string_view link, orders::Instant now);
  void entry_was_right(std::string_view link);
  // A code to open a link that is to be sent: one a minute and ten an hour for an order.
  struct CodeWait {
    std::chrono::seconds moment{0};  // one was sent just now
    std::chrono::seconds hour{0};    // there were too many
  };
  CodeWait entry_code(std::string_view order, orders::Instant now);

  // A password or code that is about to be looked at; told afterwards when it was right. Wrong ones lock the
  // account for this place or device alone, and many of one place lock it for all accounts but on known
  // devices.
  std::chrono::seconds login(const LoginTry& login, orders::Instant now);
  void login_was_right(const LoginTry& login);
  // A mail with a sign-in link: three an hour for an account, ten for a place.
  std::chrono::seconds recovery(std::string_view account, std::string_view client, orders::Instant now);

 private:
  // Read by every request and set once in a while: that one is seen before the other does no harm.
  struct Current {
    std::atomic<double> per_second{0}, burst{0};
    operator Rate() const {
      return {per_second.load(std::memory_order_relaxed), burst.load(std::memory_order_relaxed)};
    }
    Current& operator=(const Rate& rate) {
      per_second = rate.per_second;
      burst = rate.burst;
      return *this;
    }
  };
  std::chrono::seconds take(char kind, std::string_view name, const Rate& rate, orders::Instant now) {
    return buckets_.take({kind, name}, rate, now);
  }

  Buckets buckets_{65'536};
  Tries tries_{65'536};
  Current request_, bad_code_, action_, api_;
  mutable std::mutex mutex_;  // of the patience
  Patience login_{}, place_{};
};

}  // namespace server
