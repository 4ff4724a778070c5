// What the link does with a Redis that is none, by a stand-in that says what it likes.

#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using test::Linked, test::StandIn, test::until;
using Clock = std::chrono::steady_clock;

namespace {

// A stand-in and a link to it on one loop.
struct Pair {
  explicit Pair(StandIn::Script script, store::RedisOptions options = {.deadline = 10s})
      : server{loop, std::move(script)} {
    options.address = store::parse_redis_url(server.url());
    link.emplace(loop, std::move(options));
  }
  ~Pair() {
    link->stop();
    loop.restart();
    loop.poll();
  }
  bool connects() {
    return until(loop, [this] { return link->connected(); });
  }
  void begin(std::string word) { boost::asio::co_spawn(loop, tell(std::move(word)), boost::asio::detached); }
  std::string say(std::string word) {
    const auto before = answers.size();
    begin(std::move(word));
    return until(loop, [&] { return answers.size() > before; }) ? answers.back() : "no end";
  }

  boost::asio::io_context loop{1};
  StandIn server;
  std::optional<store::RedisLink> link = {};
  std::vector<std::string> answers = {};

 private:
  store::Task<void> tell(std::string word) {
    const std::string_view parts[] = {word};
    const auto reply = co_await link->call(parts);
    answers.push_back(test::written(reply));
  }
};

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_SUITE("store/redis_breaker") {
  TEST_CASE("calls of one turn of the loop leave in one write") {
    std::size_t most = 0;
    Pair pair{[&](std::string_view read) -> std::optional<std::string> {
      most = std::max(most, count(read, "HELLO"));
      if (read.find("PING") != std::string_view::npos) return "+PONG\r\n";
      std::string all;
      for (std::size_t i = count(read, "HELLO"); i > 0; --i) all += "+yes\r\n";
      return all;
    }};
    REQUIRE(pair.connects());
    for (int i = 0; i < 500; ++i) pair.begin("HELLO");
    REQUIRE(until(pair.loop, [&] { return pair.answers.size() == 500; }));
    CHECK(most == 500);
    CHECK(pair.answers == std::vector<std::string>(500, "yes"));
  }

  TEST_CASE("one late answer ends the connection, with all calls that wait on it") {
    Pair pair{test::welcome, {.deadline = 200ms}};
    REQUIRE(pair.connects());
    const auto begun = Clock::now();
    pair.begin("FIRST");
    pair.loop.run_for(100ms);
    pair.begin("SECOND");
    REQUIRE(until(pair.loop, [&] { return pair.answers.size() == 2; }));
    CHECK(Clock::now() - begun >= 199ms);
    CHECK(pair.answers == std::vector<std::string>{"none", "none"});
    CHECK(until(pair.loop, [&] { return pair.server.left(0); }));
  }

  TEST_CASE("whatever a server says that is no Redis, calls are not answered and nothing breaks") {
    const std::vector<std::string> junk{"HTTP/1.1 400 Bad Request\r\n\r\n",
                                        "$1073741824\r\n" + std::string(5 << 20, 'x'),
                                        "*2147483647\r\n",
                                        "$5\r\nhel",
                                        std::string(100000, '\0'),
                                        "+yes\r\n+and more\r\n",
                                        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n"};
    for (const auto& words : junk) {
      CAPTURE(words.substr(0, 20));
      bool good = true;
      Pair pair{[&](std::string_view read) -> std::optional<std::string> {
                  return good ? test::welcome(read) : words;
                },
                {.deadline = 500ms, .longest_pause = 10ms}};
      REQUIRE(pair.connects());
      good = false;
      const auto first = pair.say("HELLO");
      CHECK(first == (words.starts_with("+yes") ? "yes" : "none"));
      CHECK(until(pair.loop, [&] { return pair.server.left(0); }));
      good = true;
      CHECK(pair.connects());
    }
  }

  TEST_CASE("three attempts are made at once, then none before a pause, and calls fail meanwhile") {
    Pair pair{[](std::string_view) -> std::optional<std::string> { return std::nullopt; },
              {.deadline = 10s, .shortest_pause = 60s, .longest_pause = 60s}};
    REQUIRE(until(pair.loop, [&] { return pair.server.accepted() == 3; }));
    const auto begun = Clock::now();
    for (int i = 0; i < 50; ++i) CHECK(pair.say("HELLO") == "none");
    CHECK(Clock::now() - begun < 5s);
    pair.loop.run_for(50ms);
    CHECK(pair.server.accepted() == 3);
    CHECK_FALSE(pair.link->connected());
  }

  TEST_CASE("pauses double up to the longest, and one connection that is of use ends them") {
    std::vector<Clock::time_point> tries;
    bool good = false;
    Pair pair{[&](std::string_view read) -> std::optional<std::string> {
                if (good && read.find("PING") == std::string_view::npos) return "+yes\r\n";
                if (good) return "+PONG\r\n";
                tries.push_back(Clock::now());
                return std::nullopt;
              },
              {.deadline = 10s, .shortest_pause = 20ms, .longest_pause = 80ms}};
    REQUIRE(until(pair.loop, [&] { return tries.size() == 7; }));
    const std::chrono::milliseconds least[] = {0ms, 0ms, 10ms, 20ms, 40ms, 40ms};  // half of each is chance
    for (std::size_t i = 0; i < 6; ++i) CHECK(tries[i + 1] - tries[i] >= least[i]);
    good = true;
    REQUIRE(pair.connects());
    CHECK(pair.say("HELLO") == "yes");
    good = false;
    tries.clear();
    CHECK(pair.say("HELLO") == "none");
    CHECK(until(pair.loop, [&] { return tries.size() > 2; }));
  }

  TEST_CASE("one that lets us in and then says nothing is tried less and less often") {
    int greeted = 0;
    Pair pair{[&](std::string_view read) -> std::optional<std::string> {
                greeted += read.find("PING") != std::string_view::npos;
                return test::welcome(read);
              },
              {.deadline = 5ms, .shortest_pause = 60s, .longest_pause = 60s}};
    while (greeted < 3) {
      REQUIRE(pair.connects());
      CHECK(pair.say("HELLO") == "none");
    }
    pair.loop.run_for(50ms);
    CHECK(greeted == 3);
    CHECK_FALSE(pair.link->connected());
  }
}
