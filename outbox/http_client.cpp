#include "outbox/http_client.hpp"

#include "outbox/curl.hpp"
#include "outbox/public_address.hpp"

#include <algorithm>

#include <sys/socket.h>

namespace outbox {
namespace {

constexpr std::size_t largest_answer = 1 << 20;
constexpr long connect_seconds = 5;

// Header lines and addresses must not be able to start a line of their own.
bool one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// The scheme and host of an address that may be called as `reach` says; empty otherwise.
struct Target {
  std::string scheme = {}, host = {};
  bool loopback() const { return host == "127.0.0.1" || host == "[::1]"; }
};

Target target_of(const std::string& address, Reach reach) {
  const std::unique_ptr<CURLU, CloseCurl> url{curl_url()};
  if (!url || !one_line(address)) return {};
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return std::string{};
    return std::string{CurlText{text}.get()};
  };
  Target target{part(CURLUPART_SCHEME), part(CURLUPART_HOST)};
  const bool plain = reach == Reach::anywhere || (reach == Reach::providers && target.loopback());
  const bool may = target.scheme == "https" || (target.scheme == "http" && plain);
  return may && !target.host.empty() ? target : Target{};
}

std::string_view refusal_of(Reach reach) {
  switch (reach) {
    case Reach::providers: return "the address is neither https nor on this machine";
    case Reach::world: return "the address is not https";
    case Reach::anywhere: return "the address is neither http nor https";
  }
  return {};
}

// An answer as it comes in.
struct Incoming {
  HttpAnswer answer{};
  std::size_t most_kept = 0;
  bool full = false;  // as much as is kept was read
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* incoming) {
  auto& in = *static_cast<Incoming*>(incoming);
  auto& body = in.answer.body;
  if (in.most_kept > 0) {
    body.append(data, std::min(size, in.most_kept - body.size()));
    in.full = body.size() == in.most_kept;
    return in.full ? 0 : size;  // 0: curl ends the call
  }
  if (body.size() + size > largest_answer) return 0;
  body.append(data, size);
  return size;
}

// Asked for each address that a name stands for, after it was looked up: one that is not public is not tried.
curl_socket_t open_public(void* refused, curlsocktype, curl_sockaddr* to) {
  if (is_public_address(to->addr)) return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
  *static_cast<bool*>(refused) = true;
  return CURL_SOCKET_BAD;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* incoming) {
  auto& headers = static_cast<Incoming*>(incoming)->answer.headers;
  const std::string_view line{data, size};
  if (line.starts_with("HTTP/")) headers.clear();  // those before were of an interim answer
  const auto colon = line.find(':');
  if (colon == line.npos) return size;
  std::string name{line.substr(0, colon)};
  for (auto& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  const auto from = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
  const auto value = line.substr(from);
  headers.emplace_back(std::move(name), value.substr(0, value.find_last_not_of(" \t\r\n") + 1));
  return size;
}

int look_up(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const Stopping*>(stopping) ? 1 : 0;
}

}  // namespace

std::string_view HttpAnswer::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, [](const auto& header) { return header.first; });
  return found == headers.end() ? std::string_view{} : found->second;
}

HttpAnswer call_now(const HttpCall& call, const Stopping& stopping) {
  Incoming in{.most_kept = call.most_kept};
  auto& answer = in.answer;
  const auto target = target_of(call.url, call.reach);
  const bool clean = std::ranges::all_of(
      call.headers, [](const auto& header) { return one_line(header.first) && one_line(header.second); });
  if (target.host.empty() || !clean) {
    answer.fault = target.host.empty() ? refusal_of(call.reach) : "a header holds a control character";
    return answer;
  }
  CurlList headers;
  for (const auto& [name, value] : call.headers) headers.add(name + ": " + value);
  headers.add("Expect:");  // or curl would wait a second for leave to send a longer body

  CURL* curl = fresh_curl();
  curl_easy_setopt(curl, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, target.scheme.c_str());
  if (target.loopback() || call.reach != Reach::providers) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  bool refused = false;
  if (call.reach == Reach::world) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_public);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &refused);
  }
  if (call.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
  if (!call.user.empty() || !call.password.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl, CURLOPT_USERNAME, call.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, call.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "claimcheck/" CLAIMCHECK_VERSION);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);  // signals belong to the whole process
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &in);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &in);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopping);

  const auto result = curl_easy_perform(curl);
  long status = 0, request_bytes = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &request_bytes);
  if ((result == CURLE_OK || in.full) && status != 0) {
    answer.status = static_cast<int>(status);
    return answer;
  }
  const bool nowhere = refused && request_bytes == 0;
  return {.fault = nowhere ? "the address is not public" : curl_easy_strerror(result),
          .sent = request_bytes > 0};
}

store::Task<HttpAnswer> HttpClient::call(HttpCall call) {
  auto work = [call = std::move(call)](const Stopping& stopping) { return call_now(call, stopping); };
  auto answer = co_await workers_.run(std::move(work));
  if (answer) co_return std::move(*answer);
  HttpAnswer none;
  none.fault = "too many calls are waiting, or the service is closing";
  co_return none;
}

}  // namespace outbox
