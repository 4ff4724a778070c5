#pragma once

#include "tests/blackbox/shop.hpp"
#include "tests/blackbox/tls_client.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <thread>

// A service with a certificate of its own, and what its tests ask of it.
namespace tls {

inline const harness::Environment encrypted{{"CLAIMCHECK_TLS_CERTIFICATE", "cert.pem"},
                                            {"CLAIMCHECK_TLS_KEY", "key.pem"}};

inline harness::Environment with(harness::Environment more) {
  more.insert(encrypted.begin(), encrypted.end());
  return more;
}

struct Running {
  harness::TemporaryFolder folder;
  harness::Service service;
  explicit Running(const harness::Environment& more = {}, const Key& key = ecdsa_key())
      : service{prepared(folder, key), with(more)} {}
  unsigned short port() const { return service.port(); }

  static const harness::TemporaryFolder& prepared(const harness::TemporaryFolder& folder,
                                                  const Key& key = ecdsa_key()) {
    write_pair(folder.path(), key, "first.example");
    return folder;
  }
};

inline const std::string robots = get("/robots.txt");

// Whether it becomes so within a generous time.
inline bool comes(const std::function<bool()>& true_now) {
  using namespace std::chrono_literals;
  const auto patience = std::chrono::steady_clock::now() + 20s;
  while (!true_now()) {
    if (std::chrono::steady_clock::now() > patience) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

inline bool says(const harness::Service& service, std::string_view text, std::size_t from = 0) {
  return comes([&] { return service.log().find(text, from) != std::string::npos; });
}

}  // namespace tls
