#include "server/courier.hpp"

#include "outbox/mail_transport.hpp"
#include "outbox/texting.hpp"
#include "server/clock.hpp"
#include "server/letters.hpp"
#include "server/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <random>

namespace server {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr int most_at_once = 20;
constexpr auto lease = 2min;  // longer than any attempt takes
constexpr int most_attempts = 12;

// 5 s, 10 s, 20 s, … up to an hour, spread so that not all come back at once.
std::chrono::milliseconds wait_after(int attempts) {
  static thread_local std::mt19937 random{std::random_device{}()};
  const auto whole = std::min<std::chrono::milliseconds>(5s * (1 << std::min(attempts, 10)), 1h);
  return whole / 2 + std::chrono::milliseconds{random() % static_cast<unsigned>(whole.count() / 2 + 1)};
}

// "file:mail" is a folder in the data folder.
std::string in_data_dir(const std::string& url, const Config& config) {
  if (!url.starts_with("file:")) return url;
  const std::filesystem::path folder{url.substr(5)};
  return "file:" + (folder.is_absolute() ? folder : config.server.data_dir / folder).string();
}

outbox::Mail mail_of(const Letter& letter, const store::Notice& notice, const Config& config) {
  const auto& own = letter.shop_address;
  const auto& from = config.mail.from.empty() ? own : config.mail.from;
  const auto host = from.substr(from.find('@') + 1);
  return {.from = {letter.shop_name, from},
          .to = {letter.customer, letter.to},
          .reply_to = {letter.shop_name, own.empty() ? from : own},
          .subject = letter.mail.subject,
          .text = letter.mail.text,
          .html = letter.mail.html,
          .message_id = notice.id.text() + '@' + host,
          .references = letter.order + '@' + host,
          .date = notice.created_at};
}

}  // namespace

Courier::Courier(asio::io_context& loop, Services& services, outbox::Workers& workers)
    : loop_(loop), services_(services), workers_(workers), timer_(loop) {}

void Courier::start() {
  const auto at_end = [](std::exception_ptr fault) {
    if (fault) log_error("the courier stopped", {});
  };
  asio::co_spawn(loop_, run(), at_end);
}

void Courier::stop() {
  stopping_ = true;
  timer_.cancel();
}

Task<void> Courier::run() {
  while (!stopping_) {
    std::size_t found = 0;
    try {
      const auto at = now();
      auto due = co_await services_.store.lease_notices(at, at + lease, most_at_once);
      found = due.size();
      for (auto& notice : due)
        if (!stopping_) co_await deliver(std::move(notice));
    } catch (const std::exception& error) {
      log_error("notices wait", {{"reason", std::string_view(error.what())}});
    }
    if (found == most_at_once) continue;
    timer_.expires_after(1s);
    co_await timer_.async_wait(as_result);  // cut short at the end
  }
}

Task<void> Courier::deliver(store::Notice notice) {
  const auto settings = services_.settings();
  const auto letter = co_await write_letter(services_, notice);
  outbox::Sent sent{.result = outbox::Sent::Result::refused, .fault = "nobody to tell"};
  if (letter && notice.route == store::Route::email) {
    const auto transport =
        outbox::MailTransport::parse(in_data_dir(settings->config.mail.url, settings->config));
    auto mail = mail_of(*letter, notice, settings->config);
    sent = co_await transport->send(workers_, std::move(mail));
  } else if (letter) {
    const auto folder = in_data_dir(settings->config.sms.provider, settings->config).substr(5);
    outbox::TextMessage sms{notice.id.text(), letter->to, letter->sms};
    sent = co_await outbox::write_text(workers_, folder, std::move(sms));
  }
  if (sent.result == outbox::Sent::Result::sent) {
    auto noted = co_await services_.store.notice_sent(notice.shop, notice.id, now(), "");
    static_cast<void>(noted);
    co_return;
  }
  log_warn("a notice was not sent",
           {{"topic", name(notice.topic)}, {"route", name(notice.route)}, {"reason", sent.fault}});
  const bool for_good = sent.result == outbox::Sent::Result::refused || notice.attempts >= most_attempts;
  const auto again_at =
      for_good ? std::optional<orders::Instant>{} : std::optional{now() + wait_after(notice.attempts)};
  auto noted = co_await services_.store.notice_failed(notice.shop, notice.id, sent.fault, again_at);
  static_cast<void>(noted);
}

}  // namespace server
