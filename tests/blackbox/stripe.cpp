#include "tests/blackbox/stripe.hpp"

#include "tokens/hash.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>

namespace harness {

Environment with_stripe(Environment more) {
  more.insert({{"CLAIMCHECK_PAYMENTS_STRIPE_SECRET_KEY", "sk_test_invented"},
               {"CLAIMCHECK_PAYMENTS_STRIPE_WEBHOOK_SECRETS", stripe_secret + "," + stripe_new_secret}});
  return more;
}

std::string paid_event(std::string_view id, std::string_view session, std::string_view intent,
                       const StripeMoney& money) {
  return fmt::format(
      R"({{"id":"{}","object":"event","type":"checkout.session.completed","created":1790000000,)"
      R"("data":{{"object":{{"id":"{}","object":"checkout.session","payment_status":"paid",)"
      R"("payment_intent":"{}","amount_total":{},"currency":"{}"}}}}}})",
      id, session, intent, money.amount, money.currency);
}

std::string event_after(std::string_view id, std::string_view type, std::string_view object,
                        std::string_view intent, std::string_view status, const StripeMoney& money) {
  return fmt::format(R"({{"id":"{}","object":"event","type":"{}","created":1790000000,"data":{{"object":)"
                     R"({{"id":"{}","payment_intent":"{}","status":"{}","amount":{},"currency":"{}"}}}}}})",
                     id, type, object, intent, status, money.amount, money.currency);
}

std::string stripe_signature(std::string_view body, std::string_view secret, std::chrono::seconds ago) {
  const auto at = std::chrono::system_clock::now() - ago;
  const auto time = std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
  const auto message = fmt::format("{}.{}", time, body);
  return fmt::format("t={},v1={}", time,
                     tokens::hex(tokens::hmac_sha256(tokens::bytes(secret), tokens::bytes(message))));
}

std::string webhook_bytes(std::string_view shop, std::string_view body, std::string_view signature) {
  return fmt::format(
      "POST /hooks/stripe/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Stripe-Signature: {}\r\nContent-Length: {}\r\n\r\n{}",
      shop, signature, body.size(), body);
}

void plant_checkouts(const RepairShop& shop, std::string_view numbers, std::string_view kind,
                     const StripeMoney& money) {
  std::string currency{money.currency};
  for (auto& c : currency) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const auto sql = fmt::format(
      "INSERT INTO checkouts SELECT shop, 'stripe', 'cs_{0}_' || number, id, '{0}', {1}, '{2}', "
      "'https://checkout.example/' || number, 'open', created_at, created_at + 86400000 "
      "FROM orders WHERE number LIKE '{3}%'",
      kind, money.amount, currency, numbers);
  sqlite3* database = nullptr;
  const bool opened = sqlite3_open((shop.folder() / "data/claimcheck.db").c_str(), &database) == SQLITE_OK;
  const bool planted = opened && sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  const std::string fault = planted ? "" : sqlite3_errmsg(database);
  sqlite3_close(database);
  if (!planted) throw std::runtime_error(fault);
}

}  // namespace harness
