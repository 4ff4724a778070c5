#include "server/messages/dispatch.hpp"

#include "outbox/mail_transport.hpp"
#include "outbox/twilio.hpp"
#include "outbox/whatsapp_cloud.hpp"

namespace server {

namespace {

// "file:mail" is a folder in the data folder.
std::string in_data_dir(const std::string& url, const Config& config) {
  if (!url.starts_with("file:")) return url;
  const std::filesystem::path folder{url.substr(5)};
  return "file:" + (folder.is_absolute() ? folder : config.server.data_dir / folder).string();
}

outbox::Mail mail_of(Letter letter, const store::Notice& notice, const Config& config) {
  const auto& own = letter.answers_to;
  const auto& from = config.mail.from.empty() ? own : config.mail.from;
  const auto host = from.substr(from.find('@') + 1);
  return {.from = {letter.shop, from},
          .to = {letter.name, letter.to},
          .reply_to = {letter.shop, own.empty() ? from : own},
          .subject = std::move(letter.mail.subject),
          .text = std::move(letter.mail.text),
          .html = std::move(letter.mail.html),
          .message_id = notice.id.text() + '@' + host,
          .references = letter.thread.empty() ? "" : letter.thread + '@' + host,
          .unsubscribe_url = std::move(letter.unsubscribe),
          .date = notice.created_at,
          .attachments = std::move(letter.attachments)};
}

outbox::TwilioSettings twilio_of(const Settings& settings, std::string from, const Letter& letter) {
  const auto& sms = settings.config.sms;
  outbox::TwilioSettings twilio{.account_sid = sms.twilio_account_sid,
                                .auth_token = sms.twilio_auth_token,
                                .from = std::move(from),
                                .api_base = sms.twilio_api_base};
  // Twilio takes no address that it cannot reach.
  if (settings.public_url.starts_with("https://"))
    twilio.status_callback = settings.public_url + "/hooks/twilio/" + letter.slug + "/status";
  return twilio;
}

outbox::Sent refused(const char* why) { return {.result = outbox::Sent::Result::refused, .fault = why}; }

}  // namespace

std::optional<ApprovedTemplate> approved_template(const std::vector<std::string>& configured,
                                                  orders::Topic topic, const std::string& language) {
  for (const auto& spoken : {language, std::string("en")})
    for (const auto& key : {std::string(name(topic)) + '.' + spoken, spoken})
      for (const auto& entry : configured)
        if (entry.starts_with(key + '=')) return ApprovedTemplate{entry.substr(key.size() + 1), spoken};
  return std::nullopt;
}

Task<outbox::Sent> Dispatch::by_mail(const Settings& settings, const store::Notice& notice, Letter letter) {
  const auto transport = outbox::MailTransport::parse(in_data_dir(settings.config.mail.url, settings.config));
  if (!transport) co_return outbox::Sent{.fault = "mail.url is no address"};
  if (settings.config.mail.from.empty() && letter.answers_to.empty())
    co_return refused("there is no sender: set mail.from, or an e-mail address of the location");
  auto mail = mail_of(std::move(letter), notice, settings.config);
  co_return co_await transport->send(workers_, std::move(mail));
}

Task<outbox::Sent> Dispatch::by_sms(const Settings& settings, const store::Notice& notice, Letter letter) {
  const auto& config = settings.config;
  const auto twilio = twilio_of(settings, config.sms.twilio_from, letter);
  outbox::TextMessage message{notice.id.text(), std::move(letter.to), std::move(letter.text)};
  if (config.sms.provider != "twilio") {
    const auto folder = in_data_dir(config.sms.provider, config).substr(5);
    co_return co_await outbox::write_text(workers_, folder, std::move(message));
  }
  auto call = twilio_sms_call(twilio, message);
  const auto answer = co_await http_.call(std::move(call));
  co_return outbox::read_twilio(answer);
}

Task<outbox::Sent> Dispatch::by_whatsapp(const Settings& settings, const store::Notice& notice,
                                         Letter letter) {
  const auto& config = settings.config;
  const auto& provider = config.whatsapp.provider;
  if (provider != "twilio" && provider != "cloud") {
    const auto folder = in_data_dir(provider, config).substr(5);
    outbox::TextMessage message{notice.id.text(), std::move(letter.to), std::move(letter.text)};
    co_return co_await outbox::write_text(workers_, folder, std::move(message));
  }
  if (letter.news.code.empty()) co_return refused("WhatsApp takes only news with a link");
  const auto approved = approved_template(config.whatsapp.templates, notice.topic, letter.news.language);
  if (!approved) co_return refused("whatsapp.templates has none for it");
  const auto twilio = twilio_of(settings, config.whatsapp.twilio_from, letter);
  auto news = std::move(letter.news);
  news.to = letter.to;
  news.name = approved->name;
  news.language = approved->language;
  if (provider == "twilio") {
    auto call = twilio_whatsapp_call(twilio, news);
    const auto answer = co_await http_.call(std::move(call));
    co_return outbox::read_twilio(answer);
  }
  const outbox::WhatsAppCloudSettings cloud{.phone_number_id = config.whatsapp.cloud_phone_number_id,
                                            .access_token = config.whatsapp.cloud_access_token,
                                            .api_base = config.whatsapp.cloud_api_base};
  auto call = whatsapp_cloud_call(cloud, news);
  const auto answer = co_await http_.call(std::move(call));
  co_return outbox::read_whatsapp_cloud(answer);
}

Task<outbox::Sent> Dispatch::send(std::shared_ptr<const Settings> settings, const store::Notice& notice,
                                  Letter letter) {
  switch (notice.route) {
    case store::Route::email: co_return co_await by_mail(*settings, notice, std::move(letter));
    case store::Route::sms: co_return co_await by_sms(*settings, notice, std::move(letter));
    case store::Route::whatsapp: break;
  }
  co_return co_await by_whatsapp(*settings, notice, std::move(letter));
}

}  // namespace server
