#include "server/http/listener.hpp"

#include "server/http/entrance.hpp"

#include <fmt/format.h>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include <ifaddrs.h>
#include <sched.h>

namespace server {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

std::string in_url(const asio::ip::address& address) {
  return address.is_v6() ? fmt::format("[{}]", address.to_string()) : address.to_string();
}

void add_interfaces(std::set<std::string>& names) {
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0) return;
  for (const auto* one = all; one; one = one->ifa_next) {
    if (!one->ifa_addr) continue;
    tcp::endpoint endpoint;
    const auto family = one->ifa_addr->sa_family;
    if (family != AF_INET && family != AF_INET6) continue;
    std::copy_n(reinterpret_cast<const char*>(one->ifa_addr),
                family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6),
                reinterpret_cast<char*>(endpoint.data()));
    auto address = endpoint.address();
    if (address.is_v6()) address = asio::ip::address_v6{address.to_v6().to_bytes()};  // without its scope
    names.insert(in_url(address));
  }
  ::freeifaddrs(all);
}

// What a client may call a service bound to that address.
std::set<std::string> names_of(const asio::ip::address& address) {
  std::set<std::string> names{in_url(address)};
  if (address.is_loopback() || address.is_unspecified()) names.insert({"localhost", "127.0.0.1", "[::1]"});
  if (address.is_unspecified()) add_interfaces(names);
  return names;
}

// Those that this process may run on, which a container or `taskset` may have made fewer than there are.
unsigned usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) != 0)
    return std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(CPU_COUNT(&cores));
}

// Several sockets of one user may share a port, so a second service would quietly take half of the first
// one's connections: a bind that does not share tells.
void refuse_taken(const tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return;
  asio::io_context io;
  tcp::acceptor probe{io};
  probe.open(endpoint.protocol());
  probe.set_option(asio::socket_base::reuse_address{true});
  if (endpoint.protocol() == tcp::v6()) probe.set_option(asio::ip::v6_only{false});
  probe.bind(endpoint);
}

}  // namespace

tcp::endpoint parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  auto host = text.substr(0, colon);
  const auto port_text = colon == text.npos ? std::string_view{} : text.substr(colon + 1);
  unsigned short port = 0;
  const auto [end, fault] = std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : std::string{host}, error);
  if (error || fault != std::errc{} || end != port_text.data() + port_text.size())
    throw ConfigError(
        fmt::format("\"{}\" is no address to listen on, such as 127.0.0.1:8080 or [::]:8080", text));
  return {address, port};
}

struct Server::Crew {
  std::deque<Loop> loops;
  std::deque<Entrance> entrances;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;

  void run(Loop& loop) {
    loop.io().run();
    const std::lock_guard lock{mutex};
    --running;
    ended.notify_all();
  }
};

Server::Server(Services& services, std::string_view listen, std::span<const Route> routes, Audience audience,
               Deadlines deadlines, const Swapped<TlsContext>* tls)
    : common_{services, routes, audience == Audience::customers, tls},
      deadlines_{deadlines},
      crew_{std::make_unique<Crew>()} {
  const auto& config = services.settings()->config.server;
  common_.trusted_proxies = parse_networks(config.trusted_proxies);
  auto endpoint = parse_endpoint(listen);
  auto count = config.threads == 0 ? usable_cores() : config.threads;
  if (audience == Audience::operators) count = 1;
  try {
    refuse_taken(endpoint);
    for (unsigned i = 0; i < count; ++i) {
      auto& loop = crew_->loops.emplace_back(deadlines_);
      endpoint = crew_->entrances.emplace_back(common_, loop, endpoint).endpoint();  // the port, if it was 0
    }
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error(fmt::format("cannot listen on {}: {}", listen, error.code().message()));
  }
}

Server::~Server() { stop(); }

std::string Server::url() const {
  return fmt::format("{}://{}:{}", common_.tls ? "https" : "http",
                     in_url(crew_->entrances.front().endpoint().address()), port());
}

unsigned short Server::port() const { return crew_->entrances.front().endpoint().port(); }

void Server::start() {
  auto names = names_of(crew_->entrances.front().endpoint().address());
  const std::string_view public_url = common_.services.settings()->public_url;
  const auto scheme_end = public_url.find("://");
  const auto authority = scheme_end == public_url.npos ? public_url : public_url.substr(scheme_end + 3);
  if (const auto name = host_name(authority.substr(0, authority.find('/')))) names.insert(*name);
  common_.known_host = [names = std::move(names)](std::string_view host) {
    return names.contains(std::string{host});
  };

  for (auto& entrance : crew_->entrances) entrance.open();
  crew_->running = crew_->loops.size();
  for (auto& loop : crew_->loops) {
    loop.start();
    crew_->threads.emplace_back([crew = crew_.get(), &loop] { crew->run(loop); });
  }
}

void Server::stop() {
  if (crew_->threads.empty()) return;
  for (std::size_t i = 0; i < crew_->loops.size(); ++i) {
    const auto end = [&loop = crew_->loops[i], &entrance = crew_->entrances[i]] {
      entrance.close();
      loop.stop();
    };
    asio::post(crew_->loops[i].io(), end);
  }
  {
    std::unique_lock lock{crew_->mutex};
    crew_->ended.wait_for(lock, deadlines_.grace, [this] { return crew_->running == 0; });
  }
  for (auto& loop : crew_->loops) asio::post(loop.io(), [&loop] { loop.cut(); });
  for (auto& thread : crew_->threads) thread.join();
  crew_->threads.clear();
}

}  // namespace server
