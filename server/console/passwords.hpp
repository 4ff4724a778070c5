#pragma once

#include "server/http/router.hpp"
#include "store/people.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

// Passwords are tried and hashed on threads of their own, at most two at once, since each takes 64 MiB and a
// tenth of a second. nullopt: too many wait already.

// Which of these people has this password; as long for nobody as for one.
struct Tried {
  std::optional<std::size_t> whose = {};
  std::string rehashed = {};  // at today's cost, where theirs was made at another
};
Task<std::optional<Tried>> try_password(Services& services, std::vector<std::string> hashes,
                                        std::string password);
Task<std::optional<std::string>> hash_new_password(Services& services, std::string password);

// Why a password cannot be chosen, as a sentence; empty when it can.
std::string_view weakness(std::string_view password, std::string_view email);

}  // namespace server
