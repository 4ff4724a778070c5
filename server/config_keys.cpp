#include "server/config_keys.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>

namespace server {
namespace {

template <auto Table, auto Member>
Slot at(Config& config) {
  return &(config.*Table.*Member);
}

template <auto Member>
constexpr auto server_slot = at<&Config::server, Member>;
template <auto Member>
constexpr auto limits_slot = at<&Config::limits, Member>;
template <auto Member>
constexpr auto actions_slot = at<&Config::actions, Member>;
template <auto Member>
constexpr auto sms_slot = at<&Config::sms, Member>;
template <auto Member>
constexpr auto whatsapp_slot = at<&Config::whatsapp, Member>;
template <auto Member>
constexpr auto stripe_slot = at<&Config::stripe, Member>;
template <auto Member>
constexpr auto paypal_slot = at<&Config::paypal, Member>;

using Server = Config::Server;
using Limits = Config::Limits;
using Actions = Config::Actions;
using Sms = Config::Sms;
using WhatsApp = Config::WhatsApp;
using Stripe = Config::Stripe;
using PayPal = Config::PayPal;
using orders::LinkPolicy;

constexpr Range rate{0, 1'000'000'000};

constexpr std::array keys{
    ConfigKey{"server", "listen", server_slot<&Server::listen>, &listen_rule,
              "Address and port of the service. Port 0 takes a free one."},
    ConfigKey{
        "server", "public_url", server_slot<&Server::public_url>, &public_url_rule,
        "Scheme and host that customers see, such as \"https://repairs.example\"; links are built from it. "
        "Empty: the address above."},
    ConfigKey{"server", "redirect_listen", server_slot<&Server::redirect_listen>, &optional_listen_rule,
              "Address and port of plain HTTP beside TLS, which sends pages on to https. Empty: none."},
    ConfigKey{"server", "admin_listen", server_slot<&Server::admin_listen>, &listen_rule,
              "Address and port of /healthz, /readyz and /metrics. Keep it private."},
    ConfigKey{"server", "threads", server_slot<&Server::threads>, Range{0, 1024},
              "Event loops. 0: one for each processor core."},
    ConfigKey{"server", "trusted_proxies", server_slot<&Server::trusted_proxies>, &network_rule,
              "Your own proxies, as addresses or networks: [\"127.0.0.1\", \"10.0.0.0/8\"]. Their "
              "X-Forwarded-For and "
              "X-Forwarded-Proto are believed, nobody else's."},
    ConfigKey{"server", "data_dir", server_slot<&Server::data_dir>, &path_rule,
              "Folder of the database. Made, for its owner only, when it is missing."},
    ConfigKey{
        "tls", "certificate", at<&Config::tls, &Config::Tls::certificate>, &optional_path_rule,
        "PEM file of the certificate and those above it. Empty: no TLS, as behind a proxy that does it. "
        "Read again on SIGHUP."},
    ConfigKey{"tls", "key", at<&Config::tls, &Config::Tls::key>, &optional_path_rule,
              "PEM file of its private key, not to be read by others."},
    ConfigKey{"store", "url", at<&Config::store, &Config::Store::url>, &store_url_rule,
              "Where orders are kept: sqlite: and a file in data_dir."},
    ConfigKey{
        "redis", "url", at<&Config::redis, &Config::Redis::url>, &redis_url_rule,
        "Redis, which keeps copies of orders: \"redis://:password@127.0.0.1:6379\", rediss:// with TLS, "
        "\"unix:/run/redis/redis.sock\" or \"redis+sentinel://host:26379,host:26379/master\". Empty: "
        "none is needed.",
        true},
    ConfigKey{
        "redis",
        "shared",
        at<&Config::redis, &Config::Redis::shared>,
        {},
        "Whether other instances write to the same store, so that each page is checked with Redis before "
        "it is shown."},
    ConfigKey{"cache", "pages_mib", at<&Config::cache, &Config::Cache::pages_mib>, Range{0, 65536},
              "Memory for finished pages in MiB. 0: each page is made anew."},
    ConfigKey{"keys", "file", at<&Config::keys, &Config::Keys::file>, &path_rule,
              "The key file that `claimcheck keygen` makes. Keep it outside data_dir and keep a copy: "
              "without it every "
              "link is dead."},
    ConfigKey{"links", "max_days", at<&Config::links, &LinkPolicy::max_days>, Range{1, 3650},
              "Days from its issue after which a link ends, whatever its order does."},
    ConfigKey{
        "links", "receipt_days", at<&Config::links, &LinkPolicy::receipt_days>, Range{0, 365},
        "Days for which a link still shows an order that was completed or cancelled. 0: it ends at once."},
    ConfigKey{"actions", "min_dwell_ms", actions_slot<&Actions::min_dwell_ms>, Range{0, 60'000},
              "Milliseconds that a page with a decision must have been open: machines that follow links "
              "press buttons sooner. One that comes sooner is asked once more."},
    ConfigKey{"actions", "max_age_minutes", actions_slot<&Actions::max_age_minutes>, Range{5, 1440},
              "Minutes after which such a page must be confirmed once more."},
    ConfigKey{"actions", "undo_minutes", actions_slot<&Actions::undo_minutes>, Range{0, 1440},
              "Minutes for which customers can take a decision back, while no work has started and nothing "
              "was paid."},
    ConfigKey{"limits", "requests_per_minute", limits_slot<&Limits::requests_per_minute>, rate,
              "Requests a minute from one address, or one IPv6 /64. Here and below 0 is unlimited."},
    ConfigKey{"limits", "request_burst", limits_slot<&Limits::request_burst>, rate,
              "Requests from one address that may come at once."},
    ConfigKey{"limits", "bad_codes_per_10_minutes", limits_slot<&Limits::bad_codes_per_10_minutes>, rate,
              "Wrong codes from one address in ten minutes. After that more wrong ones are answered 429; "
              "right ones "
              "still open."},
    ConfigKey{"limits", "actions_per_minute", limits_slot<&Limits::actions_per_minute>, rate,
              "Decisions, signatures, payments, messages and the like a minute behind one link."},
    ConfigKey{"limits", "api_per_minute", limits_slot<&Limits::api_per_minute>, rate,
              "API calls a minute with one key."},
    ConfigKey{
        "limits", "logins_per_15_minutes", limits_slot<&Limits::logins_per_15_minutes>, rate,
        "Wrong passwords or codes in 15 minutes for one account from one address. Each further one makes "
        "the next wait longer; other addresses and known browsers of that person are not held up."},
    ConfigKey{"limits", "connections", limits_slot<&Limits::connections>, rate, "Open connections in all."},
    ConfigKey{"limits", "connections_per_ip", limits_slot<&Limits::connections_per_ip>, rate,
              "Open connections from one address."},
    ConfigKey{
        "limits", "streams_per_ip", limits_slot<&Limits::streams_per_ip>, rate,
        "Pages open at one address that are told of changes at once. One more is not told until reloaded."},
    ConfigKey{"mail", "url", at<&Config::mail, &Config::Mail::url>, &mail_url_rule,
              "How mail leaves: \"smtp://user:password@host:587\", \"smtps://…:465\", or \"file:DIR\", which "
              "writes each into the folder (relative to data_dir).",
              true},
    ConfigKey{"mail", "from", at<&Config::mail, &Config::Mail::from>, &mail_from_rule,
              "Sender of mail, such as \"repairs@shop.example\". Empty: the location's own address."},
    ConfigKey{
        "sms", "provider", sms_slot<&Sms::provider>, &sms_provider_rule,
        "How text messages leave: \"twilio\", or \"file:DIR\", which writes each into the folder (relative "
        "to data_dir)."},
    ConfigKey{"sms", "twilio_account_sid", sms_slot<&Sms::twilio_account_sid>, &text_rule,
              "Your account at Twilio. Its webhooks are /hooks/twilio/SHOP/inbound and …/status."},
    ConfigKey{"sms", "twilio_auth_token", sms_slot<&Sms::twilio_auth_token>, &text_rule, "Its token.", true},
    ConfigKey{
        "sms", "twilio_from", sms_slot<&Sms::twilio_from>, &text_rule,
        "Sender of text messages: a number such as \"+441632960100\", a name of up to 11 letters, or the "
        "sid of a messaging service."},
    ConfigKey{"sms", "twilio_api_base", sms_slot<&Sms::twilio_api_base>, &api_base_rule,
              "Where Twilio's API is."},
    ConfigKey{
        "whatsapp", "provider", whatsapp_slot<&WhatsApp::provider>, &whatsapp_provider_rule,
        "How WhatsApp messages leave: \"twilio\" (with the account above), \"cloud\" (Meta's Cloud API), or "
        "\"file:DIR\"."},
    ConfigKey{
        "whatsapp", "templates", whatsapp_slot<&WhatsApp::templates>, &whatsapp_template_rule,
        "Templates that WhatsApp approved, by language, \"en=HX…\", or for one topic, \"ready.en=HX…\": a "
        "content sid of Twilio's or a name of Meta's. Body: {{1}} shop, {{2}} order, {{3}} news; one button "
        "to PUBLIC_URL/t/{{4}}, for whose review PUBLIC_URL/t/demo is there."},
    ConfigKey{"whatsapp", "twilio_from", whatsapp_slot<&WhatsApp::twilio_from>, &text_rule,
              "Sender at Twilio, such as \"+441632960100\"."},
    ConfigKey{"whatsapp", "cloud_phone_number_id", whatsapp_slot<&WhatsApp::cloud_phone_number_id>,
              &text_rule, "Id of the sender's number at Meta."},
    ConfigKey{"whatsapp", "cloud_access_token", whatsapp_slot<&WhatsApp::cloud_access_token>, &text_rule,
              "Access token of your app at Meta.", true},
    ConfigKey{"whatsapp", "cloud_api_base", whatsapp_slot<&WhatsApp::cloud_api_base>, &api_base_rule,
              "Where Meta's API is, with its version."},
    ConfigKey{
        "notifications", "debounce_seconds",
        at<&Config::notifications, &Config::Notifications::debounce_seconds>, Range{0, 3600},
        "Seconds for which news of a step waits, so that customers hear of the next one instead when it "
        "follows at once."},
    ConfigKey{"payments.stripe", "secret_key", stripe_slot<&Stripe::secret_key>, &text_rule,
              "Secret key of your Stripe account. Empty: no payments by Stripe.", true},
    ConfigKey{"payments.stripe", "webhook_secrets", stripe_slot<&Stripe::webhook_secrets>, &text_rule,
              "Signing secrets of the webhook /hooks/stripe/SHOP: one, or two while one replaces the other.",
              true},
    ConfigKey{"payments.stripe", "api_base", stripe_slot<&Stripe::api_base>, &api_base_rule,
              "Where Stripe's API is."},
    ConfigKey{"payments.stripe", "checkout_origin", stripe_slot<&Stripe::checkout_origin>, &api_base_rule,
              "Where Stripe's payment page is; customers are sent nowhere else."},
    ConfigKey{"payments.paypal", "client_id", paypal_slot<&PayPal::client_id>, &text_rule,
              "Client id of your PayPal app. Empty: no payments by PayPal."},
    ConfigKey{"payments.paypal", "client_secret", paypal_slot<&PayPal::client_secret>, &text_rule,
              "Its secret.", true},
    ConfigKey{"payments.paypal", "webhook_id", paypal_slot<&PayPal::webhook_id>, &text_rule,
              "Id of the webhook /hooks/paypal/SHOP as PayPal shows it."},
    ConfigKey{"payments.paypal", "api_base", paypal_slot<&PayPal::api_base>, &api_base_rule,
              "Where PayPal's API is."},
    ConfigKey{"payments.paypal", "checkout_origin", paypal_slot<&PayPal::checkout_origin>, &api_base_rule,
              "Where PayPal's payment page is; customers are sent nowhere else."},
    ConfigKey{"webhooks", "allow_private", at<&Config::webhooks, &Config::Webhooks::allow_private>,
              std::monostate{},
              "Whether webhooks may go by plain HTTP and to addresses of private networks, as your own "
              "network or a test has them. Leave it false where people you do not know name the addresses."},
    ConfigKey{"log", "format", at<&Config::log, &Config::Log::format>, &log_format_rule,
              "\"json\", one object a line, or \"text\". Logs go to standard error."},
    ConfigKey{"log", "level", at<&Config::log, &Config::Log::level>, &log_level_rule,
              "The least that is written: \"debug\", \"info\", \"warn\" or \"error\"."},
};

template <class Place>
concept Flag = std::same_as<Place, bool*>;
template <class Place>
concept Number = std::integral<std::remove_pointer_t<Place>> && !Flag<Place>;
template <class Place>
concept List = std::same_as<Place, std::vector<std::string>*>;

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> entries;
  while (!text.empty()) {
    auto entry = text.substr(0, text.find(','));
    text.remove_prefix(std::min(entry.size() + 1, text.size()));
    while (entry.starts_with(' ')) entry.remove_prefix(1);
    while (entry.ends_with(' ')) entry.remove_suffix(1);
    entries.emplace_back(entry);
  }
  return entries;
}

// payments.stripe is PAYMENTS_STRIPE.
std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    if (c == '.') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return text;
}

}  // namespace

std::string ConfigKey::text() const { return std::string(table) + '.' + std::string(name); }

std::string ConfigKey::variable() const {
  return "CLAIMCHECK_" + upper(std::string(table)) + '_' + upper(std::string(name));
}

std::span<const ConfigKey> config_keys() { return keys; }

ConfigValue value_of(const ConfigKey& key, const Config& config) {
  // The slot of a copy: a slot may be written through.
  Config copy = config;
  return std::visit(
      []<class Place>(Place place) -> ConfigValue {
        if constexpr (Number<Place>)
          return std::int64_t{*place};
        else if constexpr (List<Place> || Flag<Place>)
          return *place;
        else
          return std::string(*place);
      },
      key.slot(copy));
}

std::optional<std::string> put(const ConfigKey& key, const ConfigValue& value, Config& config) {
  const auto place_value = [&]<class Place>(Place place) -> std::optional<std::string> {
    if constexpr (Number<Place>) {
      const auto [least, most] = std::get<Range>(key.allowed);
      const auto* number = std::get_if<std::int64_t>(&value);
      if (!number || *number < least || *number > most)
        return "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most);
      *place = static_cast<std::remove_pointer_t<Place>>(*number);
    } else if constexpr (Flag<Place>) {
      const auto* flag = std::get_if<bool>(&value);
      if (!flag) return "must be true or false";
      *place = *flag;
    } else if constexpr (List<Place>) {
      const auto& rule = *std::get<const TextRule*>(key.allowed);
      const auto* list = std::get_if<std::vector<std::string>>(&value);
      if (!list) return "must be a list of texts: [\"…\", \"…\"]";
      if (!std::ranges::all_of(*list, rule.holds)) return "each entry must be " + std::string(rule.words);
      *place = *list;
    } else {
      const auto& rule = *std::get<const TextRule*>(key.allowed);
      const auto* text = std::get_if<std::string>(&value);
      if (!text) return "must be a text in quotes";
      if (!rule.holds(*text)) return "must be " + std::string(rule.words);
      *place = *text;
    }
    return std::nullopt;
  };
  return std::visit(place_value, key.slot(config));
}

ConfigValue from_text(const ConfigKey& key, const std::string& text) {
  Config any;
  const auto read = [&]<class Place>(Place) -> ConfigValue {
    if constexpr (Number<Place>) {
      std::int64_t number = 0;
      const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (failed != std::errc{} || end != text.data() + text.size()) return {};
      return number;
    } else if constexpr (Flag<Place>) {
      if (text == "true" || text == "false") return text == "true";
      return {};
    } else if constexpr (List<Place>) {
      return split(text);
    } else {
      return text;
    }
  };
  return std::visit(read, key.slot(any));
}

}  // namespace server
