#include "store/sqlite_templates.hpp"

namespace store {

using namespace orders;

std::vector<MessageTemplate> templates(Connection& connection, ShopId shop) {
  std::vector<MessageTemplate> all;
  for (Query rows{connection,
                  "SELECT topic, route, locale, subject, body, version FROM templates WHERE shop = ? ORDER "
                  "BY topic, route, locale",
                  shop};
       rows.next();) {
    auto& words = all.emplace_back();
    rows.read(words.topic, words.route, words.locale, words.subject, words.body, words.version);
  }
  return all;
}

Done set_template(Connection& connection, ShopId shop, const MessageTemplate& words) {
  if (!found(connection, "SELECT 1 FROM shops WHERE id = ?", shop))
    return Refusal{Reason::not_found, "", "there is no such shop"};
  run(connection,
      "INSERT INTO templates (shop, topic, route, locale, subject, body, version) VALUES (?, ?, ?, ?, ?, ?, "
      "1) ON CONFLICT (shop, topic, route, locale) DO UPDATE SET subject = excluded.subject, body = "
      "excluded.body, version = version + 1",
      shop, words.topic, words.route, words.locale, words.subject, words.body);
  return std::monostate{};
}

Done drop_template(Connection& connection, ShopId shop, Topic topic, Route route, const std::string& locale) {
  if (run(connection, "DELETE FROM templates WHERE shop = ? AND topic = ? AND route = ? AND locale = ?", shop,
          topic, route, locale) == 0)
    return Refusal{Reason::not_found, "", "the shop has no words of its own there"};
  return std::monostate{};
}

}  // namespace store
