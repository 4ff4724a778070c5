#include "store/sqlite_webhooks.hpp"

#include "store/sqlite_shops.hpp"
#include "tokens/uuid.hpp"

#include <algorithm>
#include <sstream>

namespace store {

using namespace orders;

namespace {

const Refusal no_such_webhook{Reason::not_found, "", "the shop has no such webhook"};

std::string news_text(const std::vector<News>& news) {
  std::string text;
  for (const auto one : news) text += std::string(name(one)) + '\n';
  return text;
}

std::vector<News> parse_news_text(const std::string& text) {
  std::vector<News> all;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    const auto news = parse_news(line);
    if (!news) throw Damaged("the database: '" + line + "' is no news");
    all.push_back(*news);
  }
  return all;
}

void read_endpoint(Query& rows, SecretEndpoint& all) {
  auto& e = all.endpoint;
  std::string news;
  rows.read(e.shop, e.id, e.url, e.description, news, e.enabled, e.fault, e.created_at, e.version,
            all.sealed_secret, all.sealed_previous, all.previous_until);
  e.news = parse_news_text(news);
}

// What waits for one that is off is not sent when it is on again, days later; each can be sent once more.
void fail_waiting(Connection& connection, ShopId shop, WebhookId id) {
  run(connection,
      "UPDATE deliveries INDEXED BY deliveries_due SET state = 'failed', detail = 'the webhook was switched "
      "off', last_at = "
      "coalesce(last_at, due_at) WHERE shop = ? AND webhook = ? AND state = 'queued'",
      shop, id);
}

}  // namespace

Done add_webhook(Connection& connection, const SecretEndpoint& all) {
  const auto& e = all.endpoint;
  if (!has_shop(connection, e.shop)) return no_such_shop;
  if (run(connection,
          "INSERT INTO webhooks (shop, id, url, description, news, enabled, fault, created_at, version, "
          "sealed_secret, sealed_previous, previous_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON "
          "CONFLICT DO NOTHING",
          e.shop, e.id, e.url, e.description, news_text(e.news), e.enabled, e.fault, e.created_at, e.version,
          Blob{all.sealed_secret}, Blob{all.sealed_previous}, all.previous_until) == 0)
    return Refusal{Reason::conflict, "", "there is a webhook with this id"};
  return std::monostate{};
}

std::vector<WebhookEndpoint> webhooks(Connection& connection, ShopId shop) {
  std::vector<WebhookEndpoint> all;
  for (Query rows{connection,
                  "SELECT shop, id, url, description, news, enabled, fault, created_at, version, x'', x'', "
                  "NULL FROM webhooks WHERE shop = ? ORDER BY id",
                  shop};
       rows.next();) {
    SecretEndpoint one;
    read_endpoint(rows, one);
    all.push_back(std::move(one.endpoint));
  }
  return all;
}

std::optional<SecretEndpoint> find_webhook(Connection& connection, ShopId shop, WebhookId id) {
  Query rows{connection,
             "SELECT shop, id, url, description, news, enabled, fault, created_at, version, sealed_secret, "
             "sealed_previous, previous_until FROM webhooks WHERE shop = ? AND id = ?",
             shop, id};
  if (!rows.next()) return std::nullopt;
  SecretEndpoint one;
  read_endpoint(rows, one);
  return one;
}

Outcome<WebhookEndpoint> update_webhook(Connection& connection, WebhookEndpoint endpoint) {
  const auto before = find_webhook(connection, endpoint.shop, endpoint.id);
  if (!before) return no_such_webhook;
  if (before->endpoint.version != endpoint.version)
    return Refusal{Reason::conflict, "version", "it was changed in the meantime"};
  ++endpoint.version;
  endpoint.created_at = before->endpoint.created_at;
  endpoint.fault = endpoint.enabled ? "" : before->endpoint.fault;
  run(connection,
      "UPDATE webhooks SET url = ?, description = ?, news = ?, enabled = ?, fault = ?, version = ? WHERE "
      "shop = ? AND id = ?",
      endpoint.url, endpoint.description, news_text(endpoint.news), endpoint.enabled, endpoint.fault,
      endpoint.version, endpoint.shop, endpoint.id);
  if (!endpoint.enabled) fail_waiting(connection, endpoint.shop, endpoint.id);
  return endpoint;
}

Done replace_webhook_secret(Connection& connection, ShopId shop, WebhookId id, const std::string& sealed,
                            Instant previous_until) {
  if (run(connection,
          "UPDATE webhooks SET sealed_previous = sealed_secret, previous_until = ?, sealed_secret = ?, "
          "version = version + 1 WHERE shop = ? AND id = ?",
          previous_until, Blob{sealed}, shop, id) == 0)
    return no_such_webhook;
  return std::monostate{};
}

Done drop_webhook(Connection& connection, ShopId shop, WebhookId id) {
  if (run(connection, "DELETE FROM webhooks WHERE shop = ? AND id = ?", shop, id) == 0)
    return no_such_webhook;
  run(connection, "DELETE FROM deliveries WHERE shop = ? AND webhook = ?", shop, id);
  return std::monostate{};
}

Done disable_webhook(Connection& connection, ShopId shop, WebhookId id, const std::string& fault) {
  if (run(connection,
          "UPDATE webhooks SET enabled = 0, fault = ?, version = version + 1 WHERE shop = ? AND id = ?",
          fault, shop, id) == 0)
    return no_such_webhook;
  fail_waiting(connection, shop, id);
  return std::monostate{};
}

void queue_deliveries(Connection& connection, const FeedEntry& entry) {
  for (const auto& endpoint : webhooks(connection, entry.shop)) {
    const auto& wanted = endpoint.news;
    if (!endpoint.enabled) continue;
    if (!wanted.empty() && std::ranges::find(wanted, entry.news) == wanted.end()) continue;
    run(connection,
        "INSERT INTO deliveries (shop, id, webhook, seq, state, attempts, status, detail, created_at, "
        "due_at, leased) VALUES (?, ?, ?, ?, 'queued', 0, 0, '', ?, ?, 0)",
        entry.shop, tokens::new_uuid(entry.at), endpoint.id, entry.seq, entry.at, entry.at);
  }
}

}  // namespace store
