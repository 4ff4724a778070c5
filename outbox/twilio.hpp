#pragma once

#include "outbox/http_client.hpp"
#include "outbox/texting.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace outbox {

struct TwilioSettings {
  std::string account_sid = {};
  std::string auth_token = {};
  std::string from = {};  // of SMS: a number in E.164, up to 11 letters and digits, or the sid of a messaging
                          // service; of WhatsApp: a number in E.164
  std::string api_base = "https://api.twilio.com";
  std::string status_callback = {};  // where Twilio tells what became of it; empty: nowhere
};

// One message by Twilio (twilio.com/docs/messaging/api/message-resource). Twilio knows no idempotency key: a
// call whose answer was lost is made again, and may send twice.
HttpCall twilio_sms_call(const TwilioSettings& settings, const TextMessage& message);
HttpCall twilio_whatsapp_call(const TwilioSettings& settings, const TemplateMessage& message);
// Refused for good: what Twilio says of this number or message. Later: no answer, busy, wrong credentials.
Sent read_twilio(const HttpAnswer& answer);

// Whether Twilio sent this form to this address, `signature` being the header X-Twilio-Signature: HMAC-SHA-1
// over the address and the form's names and values in the order of their names
// (twilio.com/docs/usage/security).
bool verify_twilio_signature(std::string_view auth_token, std::string_view url,
                             std::span<const std::pair<std::string, std::string>> form,
                             std::string_view signature);

}  // namespace outbox
