#include "orders/id.hpp"
#include "tests/blackbox/acts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

using namespace harness;
namespace json = boost::json;

namespace {

const char* const verbs[]{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

// The database beside the service, to look at.
class Rows {
 public:
  explicit Rows(const TemporaryFolder& folder) {
    sqlite3* opened = nullptr;
    const auto file = (folder / "data/claimcheck.db").string();
    if (sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
      throw std::runtime_error("no database: " + file);
    database_.reset(opened);
  }

  std::vector<std::vector<std::string>> ask(const std::string& sql) const {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_.get()));
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement{prepared, sqlite3_finalize};
    std::vector<std::vector<std::string>> rows;
    while (sqlite3_step(prepared) == SQLITE_ROW) {
      auto& row = rows.emplace_back();
      for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(prepared, i));
        row.emplace_back(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(prepared, i)));
      }
    }
    return rows;
  }

  // All that belongs to a shop, table by table, but for the minutes at which its keys and browsers came.
  std::map<std::string, std::vector<std::vector<std::string>>> of_shop(const std::string& slug) const {
    const std::set<std::string> fleeting{"api_keys.used_at", "sessions.seen_at"};
    const auto shop = fmt::format("(SELECT id FROM shops WHERE slug = '{}')", slug);
    std::map<std::string, std::vector<std::vector<std::string>>> all;
    for (const auto& table : ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
      std::string columns, owner;
      for (const auto& column : ask("SELECT name FROM pragma_table_info('" + table[0] + "')")) {
        if (column[0] == "shop") owner = "shop";
        if (fleeting.contains(table[0] + "." + column[0])) continue;
        columns += (columns.empty() ? "" : ", ") + column[0];
      }
      if (table[0] == "shops") owner = "id";
      if (!owner.empty())
        all[table[0]] = ask(
            fmt::format("SELECT {} FROM {} WHERE {} = {} ORDER BY 1, 2, 3", columns, table[0], owner, shop));
    }
    return all;
  }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

// What stands for the {} behind a segment of a path: an id of the shop that is to be left alone, or of the
// caller's own order.
using Ids = std::map<std::string, std::string, std::less<>>;

// What belongs to the whole shop may be read at each of its locations.
const std::set<std::string, std::less<>> of_the_shop{"terms"};

// Segments whose {} is nobody's: any shop has a first quote, and a word for every message.
const std::set<std::string, std::less<>> of_nobody{"quotes", "templates"};

struct RouteLine {
  std::string method, pattern;
};

std::vector<RouteLine> routes_of(const RepairShop& shop) {
  const auto told = run(shop.folder(), {"routes", "--json"});
  REQUIRE_MESSAGE(told.exit_code == 0, told.error);
  std::vector<RouteLine> all;
  const auto table = json::parse(told.out);
  for (const auto& route : table.at("routes").as_array())
    all.push_back({route.at("method").as_string().c_str(), route.at("pattern").as_string().c_str()});
  return all;
}

bool is_guarded(std::string_view pattern) {
  if (pattern.starts_with("/staff/sign-in/")) return false;  // not an id: a secret of its own
  return pattern.starts_with("/api/v1/") || pattern.starts_with("/staff/");
}

// The address with `first` in the place of the first id and `rest` in those after it; nullopt when it names
// nothing of anybody's.
std::optional<std::string> address(std::string_view pattern, const Ids& first, const Ids& rest) {
  std::string path, segment;
  bool named = false, behind = false;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto end = std::min(pattern.find('/', at + 1), pattern.size());
    const auto part = pattern.substr(at + 1, end - at - 1);
    at = end;
    if (part != "{}") {
      segment = part;
      path.append("/").append(part);
      continue;
    }
    if (of_nobody.contains(segment)) {
      path += "/1";
      continue;
    }
    const auto& ids = behind ? rest : first;
    const auto id = ids.find(segment);
    if (id == ids.end())
      FAIL("teach this test whose id stands for {} behind /" << segment << "/ in " << pattern);
    path += "/" + id->second;
    named = true;
    behind = true;
  }
  return named ? std::optional{path} : std::nullopt;
}

// Somebody with a key and a browser of their own.
struct Stranger {
  std::string whose = {};
  std::string key = {};
  std::string cookie = {}, csrf = {};
  Ids own = {};

  std::string request(std::string_view verb, std::string_view path) const {
    const bool api = path.starts_with("/api/");
    const bool body = verb == "POST" || verb == "PUT" || verb == "PATCH";
    // Enough to get as far as the device that it names.
    const auto json = path.ends_with("/status") ? R"({"status": "diagnosing"})" : "{}";
    const std::string text = !body ? "" : api ? json : "status=diagnosing&csrf=" + csrf;
    return fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}: {}\r\n{}{}Connection: close\r\n\r\n{}", verb,
                       path, api ? "Authorization" : "Cookie", api ? "Bearer " + key : cookie,
                       body ? fmt::format("Content-Length: {}\r\n", text.size()) : "",
                       !body ? ""
                       : api ? "Content-Type: application/json\r\n"
                             : "Content-Type: application/x-www-form-urlencoded\r\n",
                       text);
  }
  wire::Answer ask(const Service& service, std::string_view verb, std::string_view path) const {
    return wire::ask(service.port(), request(verb, path));
  }
};

std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const auto at = text.find(before);
  if (at == text.npos) return {};
  const auto begin = at + before.size();
  return std::string(text.substr(begin, text.find(after, begin) - begin));
}

// Signs in by the one-time link that a command printed.
void sign_in(const Service& service, Stranger& who, const Arguments& person, const RepairShop& shop) {
  const auto added = run(shop.folder(), person);
  REQUIRE_MESSAGE(added.exit_code == 0, added.error);
  const auto link = json::parse(added.out).at("sign_in").as_string();
  const std::string path{link.subview(link.find("/staff/"))};
  const auto in = wire::ask(
      service.port(),
      fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                  path));
  REQUIRE_MESSAGE(in.status == 303, in.body);
  who.cookie = "__Host-claimcheck=" + between(in.head, "__Host-claimcheck=", ";");
  const auto page = who.ask(service, "GET", "/staff/today");
  REQUIRE_MESSAGE(page.status == 200, page.body);
  who.csrf = between(page.body, "data-csrf=\"", "\"");
  REQUIRE_FALSE(who.csrf.empty());
}

std::string must(const Told& told, std::string_view pointer = "/id") {
  REQUIRE_MESSAGE(told.status / 100 == 2, told.raw.body);
  return told.text(pointer);
}

// A shop with one of everything, and nothing of it on its way any more.
Ids one_of_everything(const Till& till, const RepairShop& shop, const std::string& number) {
  const auto order = "orders/" + number;
  const auto made = till.post(
      "orders",
      fmt::format(R"({{"number": "{0}", "external_id": "pos-{0}", "location": "annex", "notify": false,
        "customer": {{"name": "Ada Quill", "email": "ada@tenants.example", "phone": "+441632960203"}},
        "devices": [{{"kind": "Phone"}}]}})",
                  number));
  Ids ids{
      {"orders", must(made)}, {"devices", must(made, "/devices/0/id")}, {"by-external-id", "pos-" + number}};
  must(till.post(order + "/stage", R"({"stage": "received"})"));
  must(till.post(order + "/quotes", R"({"currency": "GBP", "lines":
        [{"description": "Screen", "unit_price": 8999, "tax_bp": 2000}]})"),
       "/sha256");
  ids["documents"] =
      must(till.post(order + "/documents", R"({"purpose": "terms", "title": "T", "body": "B"})"));
  ids["attachments"] = must(till.upload(order + "/attachments", "note.txt", "text"), "/data/0/id");
  ids["links"] = must(till.post(order + "/links", R"({"channel": "email", "send": true})"));
  ids["locations"] = must(till.get("locations/annex"));
  ids["staff"] =
      must(till.post("staff", R"({"name": "Cy", "email": "cy@wales.example", "role": "manager"})"));
  ids["people"] = ids["staff"];
  ids["api-keys"] = must(till.post("api-keys", R"({"name": "spare", "scope": "read"})"));
  ids["keys"] = ids["api-keys"];
  ids["terms"] = must(till.post("terms", R"({"purpose": "terms", "title": "T", "body": "B"})"));
  ids["webhooks"] = must(till.post("webhooks", R"({"url": "https://pos.shop.example/hook"})"));
  ids["deliveries"] = must(till.post("webhooks/" + ids["webhooks"] + "/test"));
  must(till.patch("webhooks/" + ids["webhooks"], R"({"enabled": false})"));
  ids["notices"] = must(till.get(order), "/notices/0/id");
  ids["notifications"] = ids["notices"];
  orders::SessionId session;
  const auto rows = Rows{shop.folder()}.ask(
      "SELECT id FROM sessions WHERE shop = (SELECT id FROM shops WHERE "
      "slug = 'wales') LIMIT 1");
  REQUIRE(rows.size() == 1);
  std::memcpy(session.uuid.data(), rows[0][0].data(), session.uuid.size());
  ids["sessions"] = session.text();
  return ids;
}

// Until nothing waits to be sent, so that only strangers could change a row from here on.
void settle(const RepairShop& shop) {
  const Rows rows{shop.folder()};
  for (int look = 0; look < 600; ++look) {
    if (rows.ask("SELECT 1 FROM notices WHERE state = 'queued'").empty() &&
        rows.ask("SELECT 1 FROM deliveries WHERE state = 'queued'").empty())
      return;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  FAIL("messages still wait to be sent");
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/tenants");

TEST_CASE("no route shows or changes anything of another shop, or of another location") {
  const RepairShop shop;
  const auto second =
      run(shop.folder(), {"shop", "add", "--slug", "quay", "--name", "Quay Phones", "--json"});
  REQUIRE_MESSAGE(second.exit_code == 0, second.error);
  const auto minted = run(
      shop.folder(), {"api-key", "create", "--shop", "quay", "--name", "till", "--scope", "admin", "--json"});
  REQUIRE_MESSAGE(minted.exit_code == 0, minted.error);
  const std::string their_key{json::parse(minted.out).at("api_key").as_string()};
  const Service service{shop.folder(),
                        {{"CLAIMCHECK_LIMITS_API_PER_MINUTE", "0"},
                         {"CLAIMCHECK_MAIL_FROM", "repairs@wales.example"},
                         {"CLAIMCHECK_NOTIFICATIONS_DEBOUNCE_SECONDS", "0"}}};
  const Till till{service, shop.api_key()};
  must(till.post("locations", R"({"name": "Annex"})"));
  must(till.post("locations", R"({"name": "Elsewhere"})"));

  Stranger owner{"the shop's own owner", shop.api_key()};
  sign_in(service, owner,
          {"staff", "add", "--shop", "wales", "--email", "di@wales.example", "--name", "Di", "--role",
           "owner", "--json"},
          shop);
  const auto theirs = one_of_everything(till, shop, "A-1");

  Stranger neighbour{"another shop", their_key};
  const Till their_till{service, their_key};
  const auto own = their_till.post("orders", R"({"number": "N-1", "notify": false,
      "customer": {"name": "Eve"}, "devices": [{"kind": "Phone"}]})");
  neighbour.own["orders"] = must(own);
  sign_in(service, neighbour,
          {"staff", "add", "--shop", "quay", "--email", "eve@quay.example", "--name", "Eve", "--role",
           "owner", "--json"},
          shop);

  Stranger colleague{"another location", must(till.post("api-keys", R"({"name": "till 2", "scope": "admin",
      "location": "elsewhere"})"),
                                              "/api_key")};
  const Till elsewhere{service, colleague.key};
  colleague.own["orders"] = must(elsewhere.post("orders", R"({"number": "E-1", "notify": false,
      "customer": {"name": "Flo"}, "devices": [{"kind": "Phone"}]})"));
  sign_in(service, colleague,
          {"staff", "add", "--shop", "wales", "--email", "flo@wales.example", "--name", "Flo", "--role",
           "manager", "--location", "elsewhere", "--json"},
          shop);

  settle(shop);
  const Rows rows{shop.folder()};
  const auto before = rows.of_shop("wales");
  const auto routes = routes_of(shop);
  int tried = 0;
  for (const auto* stranger : {&neighbour, &colleague}) {
    for (const auto& [method, pattern] : routes) {
      if (!is_guarded(pattern)) continue;
      std::set<std::string> addresses;
      if (const auto all = address(pattern, theirs, theirs)) addresses.insert(*all);
      // Their own order, and what belongs to somebody else's.
      if (pattern.find("/orders/{}/") != pattern.npos)
        if (const auto mixed = address(pattern, stranger->own, theirs)) addresses.insert(*mixed);
      for (const auto& path : addresses) {
        const bool foreign = path.find(stranger->own.at("orders")) == path.npos;
        const bool named = foreign || std::ranges::any_of(theirs, [&](const auto& id) {
                             return path.find("/" + id.second) != path.npos;
                           });
        for (const std::string_view verb : verbs) {
          if (!named) continue;  // an order of their own and nothing of anybody else's
          if (verb == "PUT" && pattern.find("/by-external-id/") != pattern.npos)
            continue;  // any text is free
          ++tried;
          const auto answer = stranger->ask(service, verb, path);
          const bool is_it = verb == method || (verb == "HEAD" && method == "GET");
          const bool common = std::ranges::any_of(
              of_the_shop, [&](const auto& kind) { return path.find("/" + kind + "/") != path.npos; });
          if (stranger == &colleague && common && (verb == "GET" || verb == "HEAD")) continue;
          const bool fits = answer.status == 404 || (!is_it && answer.status == 405) ||
                            (stranger == &colleague && answer.status == 403);
          CHECK_MESSAGE(fits, stranger->whose << ": " << verb << " " << path << ": " << answer.status << " "
                                              << answer.body.substr(0, 300));
        }
      }
    }
  }
  CHECK(tried > 500);

  for (const auto* stranger : {&neighbour, &colleague})
    for (const auto& [method, pattern] : routes) {
      if (method != "GET" || !is_guarded(pattern) || pattern.find("{}") != pattern.npos) continue;
      if (pattern == "/staff/events") continue;  // does not end
      const auto shown = stranger->ask(service, "GET", pattern);
      for (const auto* kind : {"orders", "links", "notices"})
        CHECK_MESSAGE(shown.body.find(theirs.at(kind)) == std::string::npos,
                      stranger->whose << ": " << pattern);
      CHECK_MESSAGE(shown.body.find("ada@tenants.example") == std::string::npos, pattern);
    }

  const auto after = rows.of_shop("wales");
  for (const auto& [table, held] : before) CHECK_MESSAGE(after.at(table) == held, "changed: " << table);
  for (const auto& [pattern, id] : theirs)
    if (pattern == "orders") CHECK(owner.ask(service, "GET", "/staff/orders/" + id).status == 200);
}

TEST_SUITE_END();
