#pragma once

#include "outbox/mail.hpp"
#include "outbox/sent.hpp"
#include "outbox/workers.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace outbox {

// Where mails go. "file:DIR" writes one .eml each, whole or not at all, for its owner only.
// "smtp://user:password@host:port" speaks TLS to another machine when that offers it, and insists on it
// before it tells a password; to this machine it speaks plainly. "smtps://…" speaks TLS from the first byte.
// Certificates are checked.
class MailTransport {
 public:
  // nullopt when the address is none of these.
  static std::optional<MailTransport> parse(std::string_view url);

  store::Task<Sent> send(Workers& workers, Mail mail) const;
  Sent send_now(const Mail& mail, const Stopping& stopping) const;  // on this thread

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

  static Sent put(const Folder& folder, const Mail& mail, const std::string& message);
  static Sent hand_over(const Server& server, const Mail& mail, const std::string& message,
                        const Stopping& stopping);

  std::variant<Folder, Server> target_;
};

}  // namespace outbox
