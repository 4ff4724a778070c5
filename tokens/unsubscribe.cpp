#include "tokens/unsubscribe.hpp"

#include "tokens/base64.hpp"
#include "tokens/seal.hpp"

#include <algorithm>

namespace tokens {
namespace {

constexpr std::string_view place = "claimcheck/unsubscribe/v1";
constexpr std::size_t id_size = 16, part_size = 8, whole_size = 2 * id_size + 1 + part_size;

std::string part_of_hash(std::string_view contact) {
  const auto hash = sha256(bytes(contact));
  return {hash.begin(), hash.begin() + part_size};
}

}  // namespace

bool Unsubscribe::is_contact(std::string_view address) const { return part_of_hash(address) == contact; }

std::string seal_unsubscribe(const KeyRing& keys, const Unsubscribe& what) {
  std::string plain{what.shop.uuid.begin(), what.shop.uuid.end()};
  plain.append(what.order.uuid.begin(), what.order.uuid.end());
  plain += static_cast<char>(what.route);
  plain += part_of_hash(what.contact);
  return base64url(bytes(seal(keys, KeyUse::form, plain, place)));
}

std::optional<Unsubscribe> open_unsubscribe(const KeyRing& keys, std::string_view text) {
  const auto sealed = from_base64url(text);
  const auto plain = sealed ? open(keys, KeyUse::form, *sealed, place) : std::nullopt;
  if (!plain || plain->size() != whole_size) return std::nullopt;
  const auto route = static_cast<std::size_t>((*plain)[2 * id_size]);
  if (route >= orders::all_routes.size()) return std::nullopt;
  Unsubscribe what{.route = orders::all_routes[route], .contact = plain->substr(2 * id_size + 1)};
  std::copy_n(plain->begin(), id_size, what.shop.uuid.begin());
  std::copy_n(plain->begin() + id_size, id_size, what.order.uuid.begin());
  return what;
}

}  // namespace tokens
