#pragma once

#include "outbox/http_client.hpp"
#include "server/messages/letter.hpp"

namespace server {

// Hands letters to a mail server, a provider or a folder, as the configuration says.
class Dispatch {
 public:
  explicit Dispatch(outbox::Workers& workers) : workers_(workers), http_(workers) {}

  Task<outbox::Sent> send(std::shared_ptr<const Settings> settings, const store::Notice& notice,
                          Letter letter);

 private:
  Task<outbox::Sent> by_mail(const Settings& settings, const store::Notice& notice, Letter letter);
  Task<outbox::Sent> by_sms(const Settings& settings, const store::Notice& notice, Letter letter);
  Task<outbox::Sent> by_whatsapp(const Settings& settings, const store::Notice& notice, Letter letter);

  outbox::Workers& workers_;
  outbox::HttpClient http_;
};

// The approved template for a message by WhatsApp and its language: of the topic and language, of the
// language, of the topic in English, in English. nullopt: there is none.
struct ApprovedTemplate {
  std::string name = {}, language = {};
  friend bool operator==(const ApprovedTemplate&, const ApprovedTemplate&) = default;
};
std::optional<ApprovedTemplate> approved_template(const std::vector<std::string>& configured,
                                                  orders::Topic topic, const std::string& language);

}  // namespace server
