#include "outbox/http_client.hpp"

#include "outbox/curl.hpp"

#include <algorithm>

namespace outbox {
namespace {

constexpr std::size_t largest_answer = 1 << 20;
constexpr long connect_seconds = 5;

// Header lines and addresses must not be able to start a line of their own.
bool one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

enum class Reach { nowhere, loopback, world };

// Whether an address may be called at all, and how.
Reach reach_of(const std::string& address) {
  const std::unique_ptr<CURLU, CloseCurl> url{curl_url()};
  if (!url || !one_line(address)) return Reach::nowhere;
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return Reach::nowhere;
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return std::string{};
    return std::string{CurlText{text}.get()};
  };
  const auto scheme = part(CURLUPART_SCHEME), host = part(CURLUPART_HOST);
  const bool loopback = host == "127.0.0.1" || host == "[::1]";
  if (scheme == "http" && loopback) return Reach::loopback;
  return scheme == "https" && !host.empty() ? Reach::world : Reach::nowhere;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* answer) {
  auto& body = static_cast<HttpAnswer*>(answer)->body;
  if (body.size() + size > largest_answer) return 0;  // curl ends the call
  body.append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* answer) {
  auto& headers = static_cast<HttpAnswer*>(answer)->headers;
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
  HttpAnswer answer;
  const auto reach = reach_of(call.url);
  const bool clean = std::ranges::all_of(
      call.headers, [](const auto& header) { return one_line(header.first) && one_line(header.second); });
  if (reach == Reach::nowhere || !clean) {
    answer.fault = reach == Reach::nowhere ? "the address is neither https nor on this machine"
                                           : "a header holds a control character";
    return answer;
  }
  CurlList headers;
  for (const auto& [name, value] : call.headers) headers.add(name + ": " + value);
  headers.add("Expect:");  // or curl would wait a second for leave to send a longer body

  CURL* curl = fresh_curl();
  curl_easy_setopt(curl, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, reach == Reach::loopback ? "http" : "https");
  if (reach == Reach::loopback) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
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
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopping);

  const auto result = curl_easy_perform(curl);
  long status = 0, request_bytes = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &request_bytes);
  if (result == CURLE_OK && status != 0) {
    answer.status = static_cast<int>(status);
    return answer;
  }
  return {.fault = curl_easy_strerror(result), .sent = request_bytes > 0};
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
