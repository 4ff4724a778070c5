#include "store/sqlite_opt_outs.hpp"

namespace store {

using namespace orders;

namespace {

// Whoever reads the database learns no address from it. Always under the key with the lowest id: keys are
// added and never taken away, so a new one forgets nobody's wish.
tokens::Hash contact_hash(const tokens::KeyRing& keys, const std::string& contact) {
  std::string text = "claimcheck/opt-out/v1";
  text += '\0';
  for (const char c : contact) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return tokens::hmac_sha256(keys.sub_key(keys.kids().front(), tokens::KeyUse::pii), tokens::bytes(text));
}

}  // namespace

Done set_opt_out(Connection& connection, const tokens::KeyRing& keys, ShopId shop, Route route,
                 const std::string& contact, bool out, const std::string& source, Instant now) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", shop))
    return Refusal{Reason::not_found, "", "there is no such shop"};
  const auto hash = contact_hash(keys, contact);
  if (out)
    run(connection,
        "INSERT INTO opt_outs (shop, route, contact, source, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        shop, route, hash, source, now);
  else
    run(connection, "DELETE FROM opt_outs WHERE shop = ? AND route = ? AND contact = ?", shop, route, hash);
  return std::monostate{};
}

std::vector<Route> opted_out(Connection& connection, const tokens::KeyRing& keys, ShopId shop,
                             const Customer& customer) {
  std::vector<Route> out;
  for (const auto route : all_routes) {
    const auto& contact = route == Route::email ? customer.email : customer.phone;
    if (!contact.empty() &&
        found(connection, "SELECT 1 FROM opt_outs WHERE shop = ? AND route = ? AND contact = ?", shop, route,
              contact_hash(keys, contact)))
      out.push_back(route);
  }
  return out;
}

std::size_t opt_out_everywhere(Connection& connection, const tokens::KeyRing& keys, Route route,
                               const std::string& contact, const std::string& source, Instant now) {
  return static_cast<std::size_t>(
      run(connection,
          "INSERT INTO opt_outs (shop, route, contact, source, at) SELECT id, ?, ?, ?, ? FROM shops WHERE "
          "true ON CONFLICT DO NOTHING",
          route, contact_hash(keys, contact), source, now));
}

}  // namespace store
