#pragma once

#include "outbox/workers.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outbox {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// Where a call may lead.
enum class Reach {
  providers,  // HTTPS anywhere; plain HTTP to a loopback address, which is where stand-ins live
  world,      // HTTPS to public addresses, never through a proxy: the address comes from somebody else
  anywhere    // HTTP as well, and to any address
};

struct HttpCall {
  std::string method = "GET";
  std::string url = {};
  HttpHeaders headers = {};
  std::string body = {};
  std::string user = {}, password = {};       // HTTP basic; none if both are empty
  std::chrono::milliseconds timeout{20'000};  // of the whole call
  Reach reach = Reach::providers;
  std::size_t most_kept = 0;  // bytes of the answer, the rest is not read; 0: all, and above 1 MiB it is none
};

// What came back, or that nothing did. A call without an answer may still have been carried out: repeat it
// with the same idempotency key.
struct HttpAnswer {
  int status = 0;  // 0: no answer
  std::string body = {};
  HttpHeaders headers = {};  // names in lower case
  std::string fault = {};    // why there is no answer; names neither the address nor a secret
  bool sent = false;         // without an answer: the call may have reached the other side

  bool answered() const { return status != 0; }
  bool ok() const { return status >= 200 && status < 300; }
  std::string_view header(std::string_view name) const;  // empty if it was not sent
};

// One call, on this thread. HTTPS with a checked certificate. No redirect is followed, 5 s to connect, at
// most 1 MiB of answer.
HttpAnswer call_now(const HttpCall& call, const Stopping& stopping);

// The same for coroutines. Connections are kept open for the next call to the same host.
class HttpClient {
 public:
  explicit HttpClient(Workers& workers) : workers_(workers) {}
  store::Task<HttpAnswer> call(HttpCall call);

 private:
  Workers& workers_;
};

}  // namespace outbox
