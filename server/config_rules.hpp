#pragma once

#include <string_view>

namespace server {

// What may stand in a text of the configuration, or in each entry of a list.
struct TextRule {
  bool (*holds)(std::string_view text);
  std::string_view words;  // what it must be: "json or text"
};

extern const TextRule listen_rule;      // ADDRESS:PORT, IPv6 in brackets
extern const TextRule public_url_rule;  // http(s)://host[:port], nothing behind; or empty
extern const TextRule network_rule;     // an address or CIDR
extern const TextRule store_url_rule;
extern const TextRule optional_listen_rule;  // the same, or empty
extern const TextRule optional_path_rule;    // a path, or empty
extern const TextRule redis_url_rule;
extern const TextRule path_rule;               // not empty
extern const TextRule text_rule;               // printable, one line
extern const TextRule api_base_rule;           // https://host[:port][/path]; http:// to this machine alone
extern const TextRule mail_url_rule;           // smtp://, smtps:// or file:
extern const TextRule mail_from_rule;          // an address, or empty
extern const TextRule sms_provider_rule;       // file:DIR or twilio
extern const TextRule whatsapp_provider_rule;  // file:DIR, twilio or cloud
extern const TextRule whatsapp_template_rule;  // [TOPIC.]LANGUAGE=NAME
extern const TextRule log_format_rule;
extern const TextRule log_level_rule;

}  // namespace server
