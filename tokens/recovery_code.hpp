#pragma once

#include "tokens/hash.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokens {

// What stands in for a second factor that was lost, each once: 80 random bits as "xxxx-xxxx-xxxx-xxxx". Kept
// as its hash.
struct RecoveryCode {
  std::string text;
  Hash hash{};
};
std::vector<RecoveryCode> mint_recovery_codes();  // ten

// As somebody types it: in either case, with or without hyphens and spaces; nullopt when it is none.
std::optional<Hash> hash_recovery_code(std::string_view typed);

}  // namespace tokens
