#pragma once

#include "orders/link.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace server {

// A configuration that cannot be used. One line a fault: "config.toml:12: limits.request_burst: …".
struct ConfigError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What an owner can set; the defaults are the values here. Flag beats environment (CLAIMCHECK_SERVER_LISTEN),
// which beats the file.
struct Config {
  struct Server {
    std::string listen = "127.0.0.1:8080";
    std::string public_url = {};       // scheme and host; empty: the bound address
    std::string redirect_listen = {};  // plain HTTP beside TLS; empty: none
    std::string admin_listen = "127.0.0.1:0";
    unsigned threads = 0;                           // event loops; 0: one a core
    std::vector<std::string> trusted_proxies = {};  // addresses or CIDR
    std::filesystem::path data_dir = "data";
    friend bool operator==(const Server&, const Server&) = default;
  } server{};
  struct Tls {  // in use when there is a certificate
    std::filesystem::path certificate = {}, key = {};
    friend bool operator==(const Tls&, const Tls&) = default;
  } tls{};
  struct Store {
    std::string url = "sqlite:claimcheck.db";
    friend bool operator==(const Store&, const Store&) = default;
  } store{};
  struct Redis {
    std::string url = {};  // empty: none
    bool shared = false;   // other instances write to the same store
    friend bool operator==(const Redis&, const Redis&) = default;
  } redis{};
  struct Cache {
    unsigned pages_mib = 64;  // of finished pages
    friend bool operator==(const Cache&, const Cache&) = default;
  } cache{};
  struct Keys {
    std::filesystem::path file = "claimcheck.keys";
    friend bool operator==(const Keys&, const Keys&) = default;
  } keys{};
  orders::LinkPolicy links{};
  struct Actions {                 // of customers behind their links
    unsigned min_dwell_ms = 2000;  // faster than that no person reads
    unsigned max_age_minutes = 120;
    unsigned undo_minutes = 15;
    friend bool operator==(const Actions&, const Actions&) = default;
  } actions{};
  struct Limits {  // 0 is unlimited
    std::uint32_t requests_per_minute = 120, request_burst = 60;
    std::uint32_t bad_codes_per_10_minutes = 20;
    std::uint32_t actions_per_minute = 10;  // of one link
    std::uint32_t api_per_minute = 600;
    std::uint32_t logins_per_15_minutes = 5;  // wrong ones, of one account from one place
    std::uint32_t connections = 20000, connections_per_ip = 256;
    std::uint32_t streams_per_ip = 64;
    friend bool operator==(const Limits&, const Limits&) = default;
  } limits{};
  struct Mail {
    std::string url = "file:mail";  // file:DIR, smtp://, smtps://
    std::string from = {};
    friend bool operator==(const Mail&, const Mail&) = default;
  } mail{};
  struct Sms {
    std::string provider = "file:sms";  // file:DIR, twilio
    std::string twilio_account_sid = {}, twilio_auth_token = {}, twilio_from = {};
    std::string twilio_api_base = "https://api.twilio.com";
    friend bool operator==(const Sms&, const Sms&) = default;
  } sms{};
  struct WhatsApp {
    std::string provider = "file:whatsapp";  // file:DIR, twilio, cloud
    std::string twilio_from = {};
    std::vector<std::string> templates = {};  // "en=…", or of one topic "ready.en=…"
    std::string cloud_phone_number_id = {}, cloud_access_token = {};
    std::string cloud_api_base = "https://graph.facebook.com/v21.0";
    friend bool operator==(const WhatsApp&, const WhatsApp&) = default;
  } whatsapp{};
  struct Notifications {
    unsigned debounce_seconds = 120;
    friend bool operator==(const Notifications&, const Notifications&) = default;
  } notifications{};
  struct Stripe {  // in use when there is a key
    std::string secret_key = {};
    std::vector<std::string> webhook_secrets = {};
    std::string api_base = "https://api.stripe.com";
    std::string checkout_origin = "https://checkout.stripe.com";
    friend bool operator==(const Stripe&, const Stripe&) = default;
  } stripe{};
  struct PayPal {  // in use when there is a client
    std::string client_id = {}, client_secret = {}, webhook_id = {};
    std::string api_base = "https://api-m.paypal.com";
    std::string checkout_origin = "https://www.paypal.com";
    friend bool operator==(const PayPal&, const PayPal&) = default;
  } paypal{};
  struct Webhooks {
    bool allow_private = false;  // plain HTTP and private addresses too
    friend bool operator==(const Webhooks&, const Webhooks&) = default;
  } webhooks{};
  struct Log {
    std::string format = "json";  // json or text
    std::string level = "info";   // debug, info, warn, error
    friend bool operator==(const Log&, const Log&) = default;
  } log{};
  friend bool operator==(const Config&, const Config&) = default;
};

using Environment = std::map<std::string, std::string>;
Environment process_environment();

// Reads `file` (none: built-in defaults), then what the environment says. Throws ConfigError for a missing
// file, TOML that does not parse, an unknown key (naming the nearest known one), a wrong type or a value out
// of range, each with file, line and key; all faults at once.
Config load_config(const std::filesystem::path* file, const Environment& environment);

// Every key and its value as TOML, each with what it is, its unit, range and default, for `config check
// --print`. Of the defaults it is the project's config.toml.
std::string print_config(const Config& config);

}  // namespace server
