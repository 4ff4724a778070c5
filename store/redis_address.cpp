#include "store/redis_address.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace store {
namespace {

using Way = RedisAddress::Way;

constexpr unsigned short redis_port = 6379, sentinel_port = 26379;
constexpr std::size_t longest_socket_path = 107;  // sockaddr_un

[[noreturn]] void refuse(const char* why) { throw std::invalid_argument(why); }

int database_of(std::string_view text) {
  int number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || rest != end || number < 0) refuse("a Redis database is a number from 0");
  return number;
}

Way way_of(std::string_view scheme) {
  if (scheme == "redis") return Way::tcp;
  if (scheme == "rediss") return Way::tls;
  if (scheme == "unix") return Way::unix_socket;
  if (scheme == "redis+sentinel") return Way::sentinel;
  refuse("a Redis address begins with redis://, rediss://, unix: or redis+sentinel://");
}

void read_who(const boost::urls::url_view& url, RedisAddress& address) {
  if (!url.has_userinfo()) return;
  address.user = url.user();
  address.password = url.has_password() ? url.password() : "";
  if (address.password.empty()) refuse("before the @ of a Redis address stands user:password or :password");
}

void read_host(const boost::urls::url_view& url, unsigned short usual_port, RedisAddress& address) {
  auto host = std::string{url.host_address()};
  if (host.empty()) refuse("a Redis address names a host");
  const bool named = url.has_port() && !url.port().empty();
  const auto port = named ? url.port_number() : usual_port;
  if (port == 0) refuse("a port is a number from 1 to 65535");
  address.hosts.emplace_back(std::move(host), port);
}

void read_socket(const boost::urls::url_view& url, RedisAddress& address) {
  if (url.has_authority() && !url.host().empty()) refuse("a unix socket has a path and no host: unix:/path");
  address.path = url.path();
  if (!address.path.starts_with('/')) refuse("a unix socket's path begins with /");
  if (address.path.size() > longest_socket_path) refuse("a unix socket's path has at most 107 bytes");
  if (!url.has_query()) return;
  const std::string query{url.query()};
  if (!query.starts_with("db=")) refuse("after the path of a unix socket stands at most ?db=N");
  address.database = database_of(std::string_view{query}.substr(3));
}

// `/database`, and before it `/master` for sentinels.
void read_path(std::string_view path, RedisAddress& address) {
  if (path.starts_with('/')) path.remove_prefix(1);
  if (address.way == Way::sentinel) {
    const auto end = std::min(path.find('/'), path.size());
    address.master = path.substr(0, end);
    if (address.master.empty()) refuse("after the sentinels stands the name of their master");
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  if (!path.empty()) address.database = database_of(path);
}

// All before and after the sentinels, who stand between as a list that is no URL's host.
struct Around {
  std::string_view before, hosts, after;
};

Around around(std::string_view url) {
  const auto begin = url.find("://") + 3;
  const auto end = std::min(url.find_first_of("/?#", begin), url.size());
  const auto at = url.substr(0, end).rfind('@');
  const auto first = at == std::string_view::npos || at < begin ? begin : at + 1;
  return {url.substr(0, first), url.substr(first, end - first), url.substr(end)};
}

void read(std::string_view text, unsigned short usual_port, RedisAddress& address) {
  const auto url = boost::urls::parse_uri(text);
  if (!url) refuse("the Redis address cannot be read");
  if (url->has_fragment()) refuse("a Redis address has no #");
  read_who(*url, address);
  if (address.way == Way::unix_socket) return read_socket(*url, address);
  if (url->has_query()) refuse("a Redis address has no ?, other than a unix socket's");
  read_host(*url, usual_port, address);
  read_path(url->path(), address);
}

}  // namespace

RedisAddress parse_redis_url(std::string_view url) {
  RedisAddress address{.way = way_of(url.substr(0, url.find(':')))};
  if (address.way != Way::unix_socket && url.find("://") == std::string_view::npos)
    refuse("a Redis address has // before its host");
  if (address.way != Way::sentinel) {
    read(url, redis_port, address);
    return address;
  }
  auto [before, hosts, after] = around(url);
  while (true) {
    const auto end = std::min(hosts.find(','), hosts.size());
    read(std::string{before}.append(hosts.substr(0, end)).append(after), sentinel_port, address);
    if (end == hosts.size()) return address;
    hosts.remove_prefix(end + 1);
  }
}

std::string place_of(const RedisAddress& address) {
  if (address.way == Way::unix_socket) return address.path;
  std::string all;
  for (const auto& [host, port] : address.hosts) {
    const bool brackets = host.find(':') != host.npos;
    all += (all.empty() ? "" : ",") + (brackets ? '[' + host + ']' : host) + ':' + std::to_string(port);
  }
  return all;
}

}  // namespace store
