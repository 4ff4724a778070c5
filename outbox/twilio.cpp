#include "outbox/twilio.hpp"

#include "outbox/form.hpp"
#include "outbox/json.hpp"
#include "tokens/base64.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace outbox {
namespace {

// With `to` and `from` as Twilio writes them for the route.
HttpCall call_with(const TwilioSettings& settings, Form form) {
  if (!settings.status_callback.empty()) form.add("StatusCallback", settings.status_callback);
  return {.method = "POST",
          .url = settings.api_base + "/2010-04-01/Accounts/" + settings.account_sid + "/Messages.json",
          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
          .body = std::move(form).release(),
          .user = settings.account_sid,
          .password = settings.auth_token};
}

std::string code_of(const HttpAnswer& answer) {
  const auto body = parse_object(answer.body);
  const auto code = body ? whole_at(*body, "/code") : std::nullopt;
  return code ? std::to_string(*code) : "status " + std::to_string(answer.status);
}

}  // namespace

HttpCall twilio_sms_call(const TwilioSettings& settings, const TextMessage& message) {
  Form form;
  form.add("To", message.to);
  form.add(settings.from.starts_with("MG") && settings.from.size() == 34 ? "MessagingServiceSid" : "From",
           settings.from);
  form.add("Body", message.text);
  return call_with(settings, std::move(form));
}

HttpCall twilio_whatsapp_call(const TwilioSettings& settings, const TemplateMessage& message) {
  const boost::json::object variables{
      {"1", message.shop}, {"2", message.order}, {"3", message.news}, {"4", message.code}};
  Form form;
  form.add("To", "whatsapp:" + message.to);
  form.add("From", "whatsapp:" + settings.from);
  form.add("ContentSid", message.name);
  form.add("ContentVariables", boost::json::serialize(variables));
  return call_with(settings, std::move(form));
}

Sent read_twilio(const HttpAnswer& answer) {
  if (answer.ok()) {
    const auto body = parse_object(answer.body);
    return {.result = Sent::Result::sent, .id = body ? text_at(*body, "/sid") : std::string{}};
  }
  if (!answer.answered()) return {.fault = "Twilio: " + answer.fault};
  // 401, 403 and 404 are the credentials', which the owner mends; 429 and 5xx pass.
  const bool for_good = answer.status == 400;
  return {.result = for_good ? Sent::Result::refused : Sent::Result::later,
          .fault = "Twilio " + code_of(answer)};
}

bool verify_twilio_signature(std::string_view auth_token, std::string_view url,
                             std::span<const std::pair<std::string, std::string>> form,
                             std::string_view signature) {
  if (auth_token.empty()) return false;
  std::vector fields(form.begin(), form.end());
  std::ranges::stable_sort(fields, {}, &std::pair<std::string, std::string>::first);
  std::string message{url};
  for (const auto& [name, value] : fields) message += name + value;
  std::array<std::uint8_t, 20> mac{};
  unsigned size = mac.size();
  const auto data = tokens::bytes(message);
  if (!HMAC(EVP_sha1(), auth_token.data(), static_cast<int>(auth_token.size()), data.data(), data.size(),
            mac.data(), &size))
    throw std::runtime_error("OpenSSL cannot compute HMAC-SHA-1");
  const auto expected = tokens::base64(mac);
  return tokens::equal_constant_time(tokens::bytes(expected), tokens::bytes(signature));
}

}  // namespace outbox
