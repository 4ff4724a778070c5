#pragma once

#include "server/config.hpp"
#include "server/config_rules.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace server {

// What may stand in a number.
struct Range {
  std::int64_t least = 0, most = 0;
};

// Where a key's value stands in a configuration; what it points at is the key's type.
using Slot =
    std::variant<std::string*, std::filesystem::path*, std::vector<std::string>*, unsigned*, int*, bool*>;

// One key of the configuration. Reading the file, reading the environment, checking and printing all follow
// from it.
struct ConfigKey {
  std::string_view table, name;
  Slot (*slot)(Config&);
  std::variant<std::monostate, Range, const TextRule*> allowed;  // nothing to say of true and false
  std::string_view help;                                         // sentences: what it is, in which unit
  bool secret = false;                                           // never printed

  std::string text() const;      // limits.request_burst
  std::string variable() const;  // CLAIMCHECK_LIMITS_REQUEST_BURST
};

// Every key, table by table, in the order in which they are printed.
std::span<const ConfigKey> config_keys();

// A value as the file or the environment gives it.
using ConfigValue = std::variant<std::monostate, std::string, std::int64_t, bool, std::vector<std::string>>;

ConfigValue value_of(const ConfigKey& key, const Config& config);
// Takes the value over, or says what it must be: "must be a whole number from 1 to 3650".
std::optional<std::string> put(const ConfigKey& key, const ConfigValue& value, Config& config);
// What a variable of the environment says: numbers in decimal, lists with commas.
ConfigValue from_text(const ConfigKey& key, const std::string& text);

}  // namespace server
