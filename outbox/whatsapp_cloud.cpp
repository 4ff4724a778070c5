#include "outbox/whatsapp_cloud.hpp"

#include "outbox/json.hpp"

#include <algorithm>
#include <array>

namespace outbox {
namespace {

namespace json = boost::json;

json::value text(const std::string& value) { return json::object{{"type", "text"}, {"text", value}}; }

// Limits of rate and credentials, which pass or are the owner's to mend.
constexpr std::array passing{4, 10, 190, 80007, 130429, 131048, 131056, 131057, 133004};

}  // namespace

HttpCall whatsapp_cloud_call(const WhatsAppCloudSettings& settings, const TemplateMessage& message) {
  const json::array body{text(message.shop), text(message.order), text(message.news)};
  const json::array code{text(message.code)};
  const json::object content{
      {"name", message.name},
      {"language", json::object{{"code", message.language}}},
      {"components",
       json::array{
           json::object{{"type", "body"}, {"parameters", body}},
           json::object{{"type", "button"}, {"sub_type", "url"}, {"index", "0"}, {"parameters", code}}}}};
  const json::object whole{{"messaging_product", "whatsapp"},
                           {"recipient_type", "individual"},
                           {"to", message.to.substr(message.to.starts_with('+'))},
                           {"type", "template"},
                           {"template", content}};
  return {
      .method = "POST",
      .url = settings.api_base + "/" + settings.phone_number_id + "/messages",
      .headers = {{"Authorization", "Bearer " + settings.access_token}, {"Content-Type", "application/json"}},
      .body = json::serialize(whole)};
}

Sent read_whatsapp_cloud(const HttpAnswer& answer) {
  const auto body = parse_object(answer.body);
  if (answer.ok())
    return {.result = Sent::Result::sent, .id = body ? text_at(*body, "/messages/0/id") : std::string{}};
  if (!answer.answered()) return {.fault = "WhatsApp: " + answer.fault};
  const auto code = body ? whole_at(*body, "/error/code") : std::nullopt;
  const bool for_good = answer.status == 400 && code && std::ranges::find(passing, *code) == passing.end();
  return {.result = for_good ? Sent::Result::refused : Sent::Result::later,
          .fault = "WhatsApp " + (code ? std::to_string(*code) : "status " + std::to_string(answer.status))};
}

}  // namespace outbox
