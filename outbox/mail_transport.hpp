#pragma once

#include "outbox/mail.hpp"
#include "outbox/workers.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace outbox {

struct MailSent {
  enum class Result {
    sent,
    refused,  // for good: the server will not take this mail however often it is tried
    later     // not now, or nobody knows; the same message id keeps a second copy from being shown twice
  };
  Result result = Result::later;
  std::string fault = {};  // for the log: "550 5.1.1", never an address, a password or a word of the mail
};

// Where mails go. "file:DIR" writes one .eml each, whole or not at all, for its owner only.
// "smtp://user:password@host:port" speaks TLS to another machine when that offers it, and insists on it
// before it tells a password; to this machine it speaks plainly. "smtps://…" speaks TLS from the first byte.
// Certificates are checked.
class MailTransport {
 public:
  // nullopt when the address is none of these.
  static std::optional<MailTransport> parse(std::string_view url);

  store::Task<MailSent> send(Workers& workers, Mail mail) const;
  MailSent send_now(const Mail& mail, const Stopping& stopping) const;  // on this thread

 private:
  struct Folder {
    std::filesystem::path path;
  };
  struct Server {
    std::string url;  // without credentials
    std::string user = {}, password = {};
    long encryption = 0;  // one of CURLOPT_USE_SSL
  };
  explicit MailTransport(std::variant<Folder, Server> target) : target_(std::move(target)) {}

  static MailSent put(const Folder& folder, const Mail& mail, const std::string& message);
  static MailSent hand_over(const Server& server, const Mail& mail, const std::string& message,
                            const Stopping& stopping);

  std::variant<Folder, Server> target_;
};

}  // namespace outbox
