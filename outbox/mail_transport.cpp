#include "outbox/mail_transport.hpp"

#include "outbox/curl.hpp"
#include "outbox/sending.hpp"
#include "store/data_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

namespace outbox {
namespace {

constexpr long connect_seconds = 10, whole_seconds = 60;

// The conversation with a mail server, as libcurl reports it line by line.
struct Replies {
  std::string refusal = {};  // the last reply, if it was a refusal: "550 5.1.1"
  bool greeted = false;      // a refusal before that is the server's state, not this mail's fault
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reply code and enhanced status code (RFC 3463); the words behind them may repeat an address.
std::string codes_of(std::string_view line) {
  auto end = std::min<std::size_t>(line.size(), 4);
  while (end < line.size() && (is_digit(line[end]) || line[end] == '.')) ++end;
  auto codes = std::string(line.substr(0, end));
  if (codes.size() > 3) codes[3] = ' ';  // "550-" begins a reply of several lines
  while (!codes.empty() && codes.back() == ' ') codes.pop_back();
  return codes;
}

std::size_t take_reply(char* data, std::size_t, std::size_t size, void* replies) {
  auto& said = *static_cast<Replies*>(replies);
  const std::string_view line{data, size};
  if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), is_digit) || line.starts_with("221"))
    return size;  // 221 answers the QUIT that ends a refused mail too
  const bool refused = line[0] == '4' || line[0] == '5';
  said.refusal = refused ? codes_of(line) : std::string{};
  if (!refused) said.greeted = true;
  return size;
}

struct Upload {
  std::string_view rest;
};

std::size_t give(char* buffer, std::size_t, std::size_t size, void* upload) {
  auto& rest = static_cast<Upload*>(upload)->rest;
  const auto count = std::min(size, rest.size());
  rest.copy(buffer, count);
  rest.remove_prefix(count);
  return count;
}

int look_up(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const Stopping*>(stopping) ? 1 : 0;
}

// 53x: the server wants other credentials or encryption, which is the owner's to mend.
bool for_good(const Replies& said) {
  return said.greeted && said.refusal.starts_with('5') && !said.refusal.starts_with("53");
}

// The parts of smtp://user:password@host:port/name, percent-decoded; empty if there are none.
std::string part_of(CURLU* url, CURLUPart which, unsigned flags = CURLU_URLDECODE) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  return CurlText{text}.get();
}

}  // namespace

std::optional<MailTransport> MailTransport::parse(std::string_view address) {
  constexpr std::string_view file = "file:";
  if (address.starts_with(file)) {
    const std::filesystem::path folder{address.substr(file.size())};
    if (folder.empty()) return std::nullopt;
    return MailTransport{Folder{folder}};
  }
  const std::string text{address};
  const std::unique_ptr<CURLU, CloseCurl> url{curl_url()};
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto scheme = part_of(url.get(), CURLUPART_SCHEME), host = part_of(url.get(), CURLUPART_HOST);
  if ((scheme != "smtp" && scheme != "smtps") || host.empty()) return std::nullopt;
  Server server{.url = {},
                .user = part_of(url.get(), CURLUPART_USER),
                .password = part_of(url.get(), CURLUPART_PASSWORD)};
  const bool loopback = host == "127.0.0.1" || host == "[::1]" || host == "localhost";
  server.encryption = loopback ? CURLUSESSL_NONE : server.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL;
  curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(url.get(), CURLUPART_PASSWORD, nullptr, 0);
  server.url = part_of(url.get(), CURLUPART_URL, 0);
  return MailTransport{std::move(server)};
}

Sent MailTransport::put(const Folder& folder, const Mail& mail, const std::string& message) {
  auto name = mail.message_id.substr(0, 200);
  std::ranges::replace(name, '/', '-');
  try {
    std::filesystem::create_directories(folder.path.parent_path());
    ::mkdir(folder.path.c_str(), 0700);  // may be there; what cannot be written to shows below
    store::Replacement file{folder.path / (name + ".eml")};
    std::ofstream out{file.file(), std::ios::binary};
    if (!(out << message).flush())
      return {.result = Sent::Result::later, .fault = "the mail folder cannot be written to"};
    out.close();
    file.commit();
  } catch (const std::exception&) {
    return {.result = Sent::Result::later, .fault = "the mail folder cannot be written to"};
  }
  return {.result = Sent::Result::sent};
}

Sent MailTransport::hand_over(const Server& server, const Mail& mail, const std::string& message,
                              const Stopping& stopping) {
  Replies said;
  Upload upload{message};
  CurlList recipients;
  recipients.add("<" + mail.to.address + ">");
  const auto sender = "<" + mail.from.address + ">";
  CURL* curl = fresh_curl();
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // the environment's are for the web
  curl_easy_setopt(curl, CURLOPT_USE_SSL, server.encryption);
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_reply);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &said);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, whole_seconds);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);  // mail servers count open connections
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stopping);
  const auto result = curl_easy_perform(curl);
  if (result == CURLE_OK) return {.result = Sent::Result::sent};
  const auto fault = said.refusal.empty() ? std::string{curl_easy_strerror(result)} : said.refusal;
  return {.result = for_good(said) ? Sent::Result::refused : Sent::Result::later, .fault = fault};
}

Sent MailTransport::send_now(const Mail& mail, const Stopping& stopping) const {
  const auto message = write_mail(mail);
  if (!message) return {.result = Sent::Result::refused, .fault = message.error().field + " is malformed"};
  if (const auto* folder = std::get_if<Folder>(&target_)) return put(*folder, mail, *message);
  return hand_over(std::get<Server>(target_), mail, *message, stopping);
}

store::Task<Sent> MailTransport::send(Workers& workers, Mail mail) const {
  auto work = [transport = *this, mail = std::move(mail)](const Stopping& stopping) {
    return transport.send_now(mail, stopping);
  };
  co_return co_await send_by(workers, std::move(work));
}

}  // namespace outbox
