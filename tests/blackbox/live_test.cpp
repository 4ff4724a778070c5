#include "tests/blackbox/shop.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <algorithm>

#include <chrono>
#include <csignal>
#include <vector>

#include <sys/resource.h>

using namespace harness;
using namespace std::chrono_literals;

namespace {

const Environment roomy{{"CLAIMCHECK_LIMITS_CONNECTIONS_PER_IP", "0"},
                        {"CLAIMCHECK_LIMITS_STREAMS_PER_IP", "0"}};

std::string ask_for(const std::string& link, std::string_view more = "", std::string_view method = "GET") {
  return fmt::format("{} {}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", method, link, more);
}

// A page that listens.
class Page {
 public:
  Page(const Service& service, const std::string& link, std::string_view more = "")
      : connection_{service.port()} {
    connection_.send(ask_for(link, more));
    head_ = connection_.until("\r\n\r\n");
    if (status() == 200) first_ = connection_.until(":connected\n\n");
  }
  const std::string& head() const { return head_; }
  const std::string& first() const { return first_; }
  int status() const { return std::atoi(head_.substr(9, 3).c_str()); }
  std::string event() { return connection_.until("\n\n"); }
  wire::Connection& connection() { return connection_; }

 private:
  wire::Connection connection_;
  std::string head_, first_;
};

std::string id_in(const std::string& event) {
  const auto at = event.find("id: ") + 4;
  return event.substr(at, event.find('\n', at) - at);
}

// The links of as many orders again, imported under other numbers.
std::vector<std::string> second_import(const RepairShop& shop) {
  auto rows = read_file(SOURCE_DIR "/tests/fixtures/ords-excerpt.csv");
  for (auto at = rows.find("\nrc"); at != rows.npos; at = rows.find("\nrc", at + 1))
    rows.replace(at + 1, 2, "again");
  write_file(shop.folder() / "again.csv", rows);
  const auto ran = run(shop.folder(), {"import", "--shop", "wales", "--format", "ords", "--links",
                                       "again-links.csv", "again.csv"});
  REQUIRE_MESSAGE(ran.exit_code == 0, ran.error);
  std::vector<std::string> links;
  const auto text = read_file(shop.folder() / "again-links.csv");
  for (auto at = text.find("/t/"); at != text.npos; at = text.find("/t/", at + 1))
    links.push_back(text.substr(at, 34));
  return links;
}

}  // namespace

TEST_SUITE_BEGIN("blackbox/live");

TEST_CASE("C39: an open page learns within a second what the shop has changed") {
  const RepairShop shop;
  const Service service{shop.folder()};
  Page page{service, shop.link(open_order)};
  REQUIRE(page.status() == 200);
  const wire::Answer answer{.head = page.head()};
  CHECK(answer.field("content-type") == "text/event-stream");
  CHECK(answer.field("cache-control") == "no-store");
  CHECK(answer.field("x-accel-buffering") == "no");
  CHECK(answer.field("content-length").empty());
  CHECK(page.first().starts_with("retry: 3"));

  const auto before = std::chrono::steady_clock::now();
  REQUIRE(set_stage(service, shop, open_order, "ready") == 200);
  const auto event = page.event();
  CHECK(std::chrono::steady_clock::now() - before < 1s);
  const auto version = version_of(service, shop, open_order);
  CHECK(event.find(fmt::format("event: changed\ndata: {{\"version\":{}}}\n\n", version)) !=
        std::string::npos);
}

TEST_CASE("a page that was away is told at once that it missed something, and only then") {
  const RepairShop shop;
  const Service service{shop.folder()};
  Page first{service, shop.link(open_order)};
  REQUIRE(set_stage(service, shop, open_order, "ready") == 200);
  const auto seen = id_in(first.event());
  Page up_to_date{service, shop.link(open_order), fmt::format("Last-Event-ID: {}\r\n", seen)};
  Page late{service, shop.link(open_order), "Last-Event-ID: 0.1.1.1\r\n"};
  CHECK(id_in(late.event()) == seen);
  REQUIRE(set_stage(service, shop, open_order, "in_progress") == 200);
  const auto next = up_to_date.event();
  CHECK(id_in(next) != seen);
  CHECK(late.event() == next);
}

TEST_CASE("behind an ended link nothing is told any more, and an unknown one tells nothing at all") {
  const RepairShop shop;
  const Service service{shop.folder()};
  CHECK(wire::ask(service.port(), ask_for(shop.link(collected_order))).status == 204);
  const auto wrong = wire::ask(service.port(), ask_for("/t/" + std::string(31, 'a')));
  CHECK(wrong.status == 404);
  CHECK(wrong.field("content-type") != "text/event-stream");

  Page page{service, shop.link(open_order)};
  REQUIRE(set_stage(service, shop, open_order, "collected") == 200);
  CHECK(page.event().find("event: changed") != std::string::npos);
  CHECK(wire::ask(service.port(), ask_for(shop.link(open_order))).status == 204);
}

TEST_CASE("one link, and one address, may listen so often and not more") {
  const RepairShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_LIMITS_STREAMS_PER_IP", "20"}}};
  std::vector<Page> pages;
  for (int i = 0; i < 16; ++i) REQUIRE(pages.emplace_back(service, shop.link(open_order)).status() == 200);
  // The last one counts a moment after its first bytes are here.
  auto refused = wire::ask(service.port(), ask_for(shop.link(open_order)));
  for (const auto patience = std::chrono::steady_clock::now() + 20s;
       refused.status == 200 && std::chrono::steady_clock::now() < patience;)
    refused = wire::ask(service.port(), ask_for(shop.link(open_order)));
  CHECK(refused.status == 429);
  CHECK_FALSE(refused.field("retry-after").empty());

  std::vector<Page> others;
  for (const auto& [number, link] : shop.links()) {
    if (link == shop.link(open_order)) continue;
    Page page{service, link};
    if (page.status() == 429) break;
    if (page.status() == 200) others.push_back(std::move(page));
  }
  CHECK(others.size() == 4);
  CHECK(get(service.port(), shop.link(open_order)).status == 200);  // the page itself still opens
}

TEST_CASE("a service that ends lets its listeners go at once, with word when to come back") {
  const RepairShop shop;
  Service service{shop.folder()};
  Page page{service, shop.link(open_order)};
  service.signal(SIGTERM);
  CHECK(page.event().starts_with("retry: 3"));
  CHECK(page.connection().closed());
  CHECK(service.wait() == 0);
}

TEST_CASE("out of descriptors listeners make room before those who ask") {
  const RepairShop shop;
  const Service service{shop.folder(), {{"CLAIMCHECK_SERVER_THREADS", "1"}}};
  const std::string request = "GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  wire::Connection asking{service.port()};
  REQUIRE(asking.send(request).answer().status == 200);
  Page page{service, shop.link(open_order)};
  const auto checkpoint = shop.folder() / "data" / "checkpoints.jsonl";  // the last file that a start opens
  const auto written = [&] {
    return std::filesystem::exists(checkpoint) && !std::filesystem::is_empty(checkpoint);
  };
  for (int tries = 0; !written() && tries < 5000; ++tries) std::this_thread::sleep_for(1ms);
  REQUIRE(written());
  rlimit limit{};
  REQUIRE(::prlimit(service.pid(), RLIMIT_NOFILE, nullptr, &limit) == 0);
  const std::filesystem::directory_iterator all{fmt::format("/proc/{}/fd", service.pid())};
  limit.rlim_cur = static_cast<rlim_t>(std::distance(begin(all), end(all))) + 4;
  REQUIRE(::prlimit(service.pid(), RLIMIT_NOFILE, &limit, nullptr) == 0);

  std::vector<wire::Connection> many;
  while (many.size() < 20 && !page.connection().readable(0ms)) {
    many.emplace_back(service.port());
    REQUIRE(many.back().send(request).answer().status == 200);
  }
  CHECK(page.event().starts_with("retry: 3"));
  CHECK(page.connection().closed());
  CHECK(asking.send(request).answer().status == 200);
}

TEST_CASE("two thousand listeners cost little, and each hears what concerns it and nothing else") {
  const RepairShop shop;
  auto all = second_import(shop);
  for (const auto& [number, link] : shop.links()) all.push_back(link);
  const Service service{shop.folder(), roomy};
  std::vector<std::string> links;
  for (const auto& link : all)
    if (wire::ask(service.port(), ask_for(link, "", "HEAD")).status == 200) links.push_back(link);
  REQUIRE(links.size() * 16 >= 2000);
  std::vector<Page> pages;
  pages.reserve(2000);
  // By halves: what the service makes once, whenever it does, falls into one of them.
  std::vector<std::size_t> memory;
  for (std::size_t i = 0; i < 2000; ++i) {
    if (i == 100 || i == 1050) memory.push_back(memory_of(service.pid()));
    REQUIRE(pages.emplace_back(service, links[i % links.size()]).status() == 200);
  }
  memory.push_back(memory_of(service.pid()));
  const auto each = std::min(memory[1] - memory[0], memory[2] - memory[1]) / 950;
  MESSAGE(each, " bytes of memory a listener");
  if (memory_counts) CHECK(each < 6 * 1024);

  REQUIRE(set_stage(service, shop, open_order, "ready") == 200);
  std::size_t told = 0, disturbed = 0;
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (links[i % links.size()] == shop.link(open_order)) {
      CHECK(pages[i].event().find("event: changed") != std::string::npos);
      ++told;
    }
  for (std::size_t i = 0; i < pages.size(); ++i)
    if (links[i % links.size()] != shop.link(open_order)) disturbed += pages[i].connection().readable(0ms);
  CHECK(told >= 2000 / links.size());
  CHECK(disturbed == 0);
}

TEST_SUITE_END();
