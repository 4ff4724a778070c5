#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

// Where Redis is and who we are there.
struct RedisAddress {
  enum class Way { tcp, tls, unix_socket, sentinel };
  Way way = Way::tcp;
  std::vector<std::pair<std::string, unsigned short>> hosts = {};  // one, or the sentinels'
  std::string path = {};                                           // of a unix socket
  std::string master = {};                                         // name of the sentinels' master
  std::string user = {}, password = {};                            // both empty: nobody; user empty: default
  int database = 0;
};

// redis://[[user]:password@]host[:port][/database], rediss://… (TLS), unix:/path[?db=N] (with a password
// unix://[user]:password@/path) and redis+sentinel://[[user]:password@]host:port,host:port/master[/database],
// whose password is the master's. Throws std::invalid_argument with what is wrong, and without the password.
RedisAddress parse_redis_url(std::string_view url);

// Where that is, without who we are there, for logs: "127.0.0.1:6379", "/run/redis.sock", "a:26379,b:26379".
std::string place_of(const RedisAddress& address);

}  // namespace store
