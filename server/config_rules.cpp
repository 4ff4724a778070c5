#include "server/config_rules.hpp"

#include "orders/shop.hpp"
#include "server/http/client.hpp"
#include "store/redis_address.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace server {
namespace {

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  return failed == std::errc{} && end == text.data() + text.size();
}

bool is_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || !is_port(text.substr(colon + 1))) return false;
  auto address = text.substr(0, colon);
  const bool brackets = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (brackets) address = address.substr(1, address.size() - 2);
  boost::system::error_code failed;
  return boost::asio::ip::make_address(address, failed).is_v6() == brackets && !failed;
}

bool is_public_url(std::string_view text) {
  if (text.empty()) return true;
  const auto url = boost::urls::parse_uri(text);
  if (!url ||
      (url->scheme_id() != boost::urls::scheme::http && url->scheme_id() != boost::urls::scheme::https))
    return false;
  const bool bare =
      url->encoded_path().empty() && !url->has_query() && !url->has_fragment() && !url->has_userinfo();
  const bool port = !url->has_port() || (is_port(url->port()) && url->port_number() != 0);
  return bare && port && !url->encoded_host().empty() &&
         url->encoded_host().find('%') == url->encoded_host().npos;
}

bool is_path(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; });
}

bool is_line(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

// Keys and codes go there: in the clear only to this machine, where tests stand in for the provider.
bool is_api_base(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->has_query() || url->has_fragment() || url->has_userinfo() || url->encoded_host().empty())
    return false;
  const auto host = url->encoded_host();
  return url->scheme_id() == boost::urls::scheme::https ||
         (url->scheme_id() == boost::urls::scheme::http &&
          (host == "127.0.0.1" || host == "[::1]" || host == "localhost"));
}

bool is_folder(std::string_view text) { return text.starts_with("file:") && text.size() > 5; }

bool is_mail_url(std::string_view text) {
  if (is_folder(text)) return true;
  if (!text.starts_with("smtp://") && !text.starts_with("smtps://")) return false;
  const auto url = boost::urls::parse_uri(text);
  return url && !url->encoded_host().empty() && url->encoded_path().size() <= 1;
}

bool is_redis_url(std::string_view text) {
  if (text.empty()) return true;
  try {
    store::parse_redis_url(text);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

}  // namespace

const TextRule listen_rule{is_listen, "an address and a port, such as 127.0.0.1:8080 or [::1]:8080"};
const TextRule public_url_rule{
    is_public_url, "http:// or https:// and a host with nothing behind it, such as https://repairs.example"};
const TextRule network_rule{[](std::string_view text) { return Network::parse(text).has_value(); },
                            "an address or a network, such as 192.0.2.1 or 10.0.0.0/8"};
const TextRule store_url_rule{
    [](std::string_view text) { return text.starts_with("sqlite:") && text.size() > 7; },
    "sqlite: and a file name, such as sqlite:claimcheck.db"};
const TextRule optional_listen_rule{[](std::string_view text) { return text.empty() || is_listen(text); },
                                    "an address and a port, such as 0.0.0.0:80, or nothing"};
const TextRule optional_path_rule{[](std::string_view text) { return text.empty() || is_path(text); },
                                  "a path, or nothing"};
const TextRule redis_url_rule{is_redis_url,
                              "redis://, rediss:// or redis+sentinel:// and a host, or unix: and a path, "
                              "such as redis://127.0.0.1:6379"};
const TextRule path_rule{is_path, "a path"};
const TextRule text_rule{is_line, "text on one line"};
const TextRule api_base_rule{is_api_base, "https:// and a host, such as https://api.example"};
const TextRule mail_url_rule{is_mail_url, "smtp://, smtps:// or file: and a folder"};
const TextRule mail_from_rule{
    [](std::string_view text) { return text.empty() || (is_line(text) && orders::is_email(text)); },
    "an e-mail address"};
const TextRule sms_provider_rule{[](std::string_view text) { return text == "twilio" || is_folder(text); },
                                 "twilio, or file: and a folder, such as file:sms"};
const TextRule whatsapp_provider_rule{
    [](std::string_view text) { return text == "twilio" || text == "cloud" || is_folder(text); },
    "twilio, cloud, or file: and a folder, such as file:whatsapp"};
const TextRule whatsapp_template_rule{[](std::string_view text) {
                                        const auto is = text.find('=');
                                        return is_line(text) && is != text.npos && is > 0 &&
                                               is + 1 < text.size();
                                      },
                                      "a language and a template, such as en=order_news"};
const TextRule log_format_rule{[](std::string_view text) { return text == "json" || text == "text"; },
                               "json or text"};
const TextRule log_level_rule{[](std::string_view text) {
                                return text == "debug" || text == "info" || text == "warn" || text == "error";
                              },
                              "debug, info, warn or error"};

}  // namespace server
