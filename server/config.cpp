#include "server/config.hpp"

#include "server/config_keys.hpp"

#include <toml++/toml.h>

#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <utility>

namespace server {
namespace {

// How many characters must be changed, added or taken away (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = before + (a[i] != b[j]);
      before = row[j + 1];
      row[j + 1] = std::min({before + 1, row[j] + 1, replaced});
    }
  }
  return row.back();
}

// The key whose name, as `name` tells it, is nearest to what was written.
template <class Name>
const ConfigKey& nearest(std::string_view written, Name name) {
  const auto far = [&](const ConfigKey& key) { return distance(written, std::invoke(name, key)); };
  return *std::ranges::min_element(config_keys(), {}, far);
}

ConfigValue value_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return *number;
  if (const auto flag = node.value_exact<bool>()) return *flag;
  const auto* array = node.as_array();
  if (!array) return {};
  std::vector<std::string> list;
  for (const auto& entry : *array) {
    const auto text = entry.value_exact<std::string>();
    if (!text) return {};
    list.push_back(*text);
  }
  return list;
}

// Reads a file into a configuration and keeps what is wrong with it.
class Reader {
 public:
  Reader(const std::filesystem::path& file, Config& config) : file_(file.string()), config_(config) {}

  // The faults, by line.
  std::vector<std::string> read() {
    std::ifstream in{file_, std::ios::binary};
    if (!in) return {file_ + ": cannot be read: " + std::strerror(errno)};
    if (std::filesystem::is_directory(file_)) return {file_ + ": cannot be read: it is a folder"};
    try {
      for (const auto& [name, node] : toml::parse(in, file_)) read_top(name, node);
    } catch (const toml::parse_error& error) {
      fault(error.source(), std::string(error.description()));
    }
    std::ranges::stable_sort(faults_, {}, &Fault::line);
    std::vector<std::string> words;
    for (auto& each : faults_) words.push_back(std::move(each.words));
    return words;
  }

 private:
  struct Fault {
    std::size_t line = 0;
    std::string words = {};
  };

  void fault(const toml::source_region& place, const std::string& words) {
    faults_.push_back({place.begin.line, file_ + ':' + std::to_string(place.begin.line) + ": " + words});
  }

  void read_top(const toml::key& name, const toml::node& node) {
    read_table(std::string{name.str()}, name, node);
  }

  void read_table(const std::string& text, const toml::key& name, const toml::node& node) {
    const auto* table = node.as_table();
    const auto holds_tables = [&](const ConfigKey& key) { return key.table.starts_with(text + '.'); };
    if (table && std::ranges::any_of(config_keys(), holds_tables)) {
      for (const auto& [key, value] : *table) read_table(text + '.' + std::string(key.str()), key, value);
    } else if (std::ranges::find(config_keys(), text, &ConfigKey::table) == config_keys().end()) {
      fault(name.source(), text + (table ? ": no such table; the nearest is " +
                                               std::string(nearest(text, &ConfigKey::table).table)
                                         : ": stands in no table; the nearest key is " +
                                               nearest(text, &ConfigKey::name).text()));
    } else if (!table) {
      fault(name.source(), text + ": must be a table, written [" + text + "]");
    } else {
      for (const auto& [key, value] : *table) read_key(text, key, value);
    }
  }

  void read_key(const std::string& table, const toml::key& name, const toml::node& node) {
    const std::string text = table + '.' + std::string(name.str());
    const auto key = std::ranges::find(config_keys(), text, &ConfigKey::text);
    if (key == config_keys().end()) {
      fault(name.source(), text + ": no such key; the nearest is " + nearest(text, &ConfigKey::text).text());
    } else if (const auto wrong = put(*key, value_of(node), config_)) {
      fault(name.source(), text + ": " + *wrong);
    }
  }

  std::string file_;
  Config& config_;
  std::vector<Fault> faults_;
};

// Variables with our prefix that set no key: they steer tests.
bool is_for_tests(std::string_view variable) {
  return variable == "CLAIMCHECK_ORDS_CSV" || variable == "CLAIMCHECK_LONG" ||
         variable.starts_with("CLAIMCHECK_TEST_");
}

std::vector<std::string> read_environment(const Environment& environment, Config& config) {
  std::vector<std::string> faults;
  for (const auto& [variable, text] : environment) {
    if (!variable.starts_with("CLAIMCHECK_") || is_for_tests(variable)) continue;
    const auto key = std::ranges::find(config_keys(), variable, &ConfigKey::variable);
    if (key == config_keys().end()) {
      faults.push_back(variable + ": no such setting; the nearest is " +
                       nearest(variable, &ConfigKey::variable).variable());
    } else if (const auto wrong = put(*key, from_text(*key, text), config)) {
      faults.push_back(variable + ": " + key->text() + ": " + *wrong);
    }
  }
  return faults;
}

// What one key asks of others.
void check_together(const Config& config, std::vector<std::string>& faults) {
  const auto& sms = config.sms;
  const auto& whatsapp = config.whatsapp;
  const bool encrypted = !config.tls.certificate.empty();
  if (encrypted == config.tls.key.empty())
    faults.push_back("tls.certificate and tls.key: neither is of use without the other");
  if (encrypted && config.server.public_url.starts_with("http://"))
    faults.push_back(
        "server.public_url: must be https:// with a tls.certificate, or links would go out in the clear");
  if (!encrypted && !config.server.redirect_listen.empty())
    faults.push_back("server.redirect_listen: needs a tls.certificate to send anybody on to");
  if (config.redis.shared && config.redis.url.empty())
    faults.push_back(
        "redis.shared: needs a redis.url, through which the instances hear of each other's writes");
  const bool account = !sms.twilio_account_sid.empty() && !sms.twilio_auth_token.empty();
  if (sms.provider == "twilio" && (!account || sms.twilio_from.empty()))
    faults.push_back("sms.provider: twilio needs twilio_account_sid, twilio_auth_token and twilio_from");
  if (whatsapp.provider == "twilio" && (!account || whatsapp.twilio_from.empty()))
    faults.push_back(
        "whatsapp.provider: twilio needs sms.twilio_account_sid, sms.twilio_auth_token and "
        "whatsapp.twilio_from");
  if (whatsapp.provider == "cloud" &&
      (whatsapp.cloud_phone_number_id.empty() || whatsapp.cloud_access_token.empty()))
    faults.push_back("whatsapp.provider: cloud needs cloud_phone_number_id and cloud_access_token");
}

}  // namespace

Environment process_environment() {
  Environment all;
  for (char** entry = ::environ; *entry; ++entry) {
    const std::string_view text{*entry};
    const auto end = text.find('=');
    if (end != text.npos) all.emplace(text.substr(0, end), text.substr(end + 1));
  }
  return all;
}

Config load_config(const std::filesystem::path* file, const Environment& environment) {
  Config config;
  std::vector<std::string> faults;
  if (file) faults = Reader{*file, config}.read();
  for (auto& fault : read_environment(environment, config)) faults.push_back(std::move(fault));
  if (faults.empty()) check_together(config, faults);
  if (faults.empty()) return config;
  std::string all;
  for (const auto& fault : faults) all += (all.empty() ? "" : "\n") + fault;
  throw ConfigError(all);
}

}  // namespace server
