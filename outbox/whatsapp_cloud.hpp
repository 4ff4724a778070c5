#pragma once

#include "outbox/http_client.hpp"
#include "outbox/texting.hpp"

#include <string>

namespace outbox {

struct WhatsAppCloudSettings {
  std::string phone_number_id = {};
  std::string access_token = {};
  std::string api_base = "https://graph.facebook.com/v21.0";
};

// One message by Meta's Cloud API (developers.facebook.com/docs/whatsapp/cloud-api/reference/messages).
HttpCall whatsapp_cloud_call(const WhatsAppCloudSettings& settings, const TemplateMessage& message);
// Refused for good: what Meta says of this number or template. Later: no answer, busy, wrong credentials.
Sent read_whatsapp_cloud(const HttpAnswer& answer);

}  // namespace outbox
