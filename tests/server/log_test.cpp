#include "server/log.hpp"

#include <doctest/doctest.h>
#include <boost/json.hpp>

#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

using namespace server;

namespace {

// Runs `write` with an open log and gives back the lines.
template <class Write>
std::vector<std::string> lines_of(const Config::Log& config, Write write) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* const out = ::open_memstream(&text, &size);
  log_start(config, out);
  write();
  log_stop();
  std::fclose(out);
  std::istringstream in{std::string(text, size)};
  std::free(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

boost::json::object only_line(const std::vector<std::string>& lines) {
  REQUIRE(lines.size() == 1);
  return boost::json::parse(lines[0]).as_object();
}

std::string text_of(const boost::json::object& line, std::string_view key) {
  return std::string(line.at(key).as_string());
}

}  // namespace

TEST_SUITE("server/log") {
  TEST_CASE("a line is one JSON object with time, level, words and typed fields") {
    const auto line = only_line(lines_of({}, [] {
      const std::string shop = "harbour";
      log_info("imported",
               {{"rows", 17}, {"complete", true}, {"shop", shop}, {"most", std::uint32_t{4000000000}}});
    }));
    const std::string_view ts = line.at("ts").as_string();
    CHECK(ts.size() == std::string_view("2026-01-02T03:04:05.678Z").size());
    CHECK(ts[10] == 'T');
    CHECK(ts.ends_with('Z'));
    CHECK(text_of(line, "level") == "info");
    CHECK(text_of(line, "msg") == "imported");
    CHECK(line.at("rows").as_int64() == 17);
    CHECK(line.at("complete").as_bool());
    CHECK(text_of(line, "shop") == "harbour");
    CHECK(line.at("most").as_int64() == 4000000000);
    CHECK_FALSE(line.contains("stream"));
  }

  TEST_CASE("nothing that is logged can break out of its line") {
    const std::string nasty = "a\"b\\c\nd\te\x01 caf\xc3\xa9";
    const auto line = only_line(lines_of({}, [&] { log_warn(nasty, {{"reason", nasty}}); }));
    CHECK(text_of(line, "msg") == nasty);
    CHECK(text_of(line, "reason") == nasty);
    const auto broken = only_line(lines_of({}, [&] { log_warn("x", {{"file", "caf\xe9\xff.csv"}}); }));
    CHECK(text_of(broken, "file") == "caf.csv");
    const auto text = lines_of({.format = "text"}, [&] { log_warn(nasty, {{"reason", nasty}}); });
    CHECK(text.size() == 1);
  }

  TEST_CASE("lines below the level are not written, and the level may change") {
    const auto lines = lines_of({.level = "warn"}, [] {
      log_debug("no");
      log_info("no");
      log_request({.route = "/no"});
      log_warn("one");
      log_error("two");
      log_level("debug");
      log_debug("three");
      log_level("error");
      log_warn("no");
    });
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find("one") != std::string::npos);
    CHECK(lines[2].find(R"("level":"debug")") != std::string::npos);
  }

  TEST_CASE("a security event stands in a stream of its own, at every level") {
    const auto line = only_line(lines_of({.level = "error"}, [] {
      log_security("wrong sign-in", {{"tries", 3}});
    }));
    CHECK(text_of(line, "stream") == "security");
    CHECK(line.at("tries").as_int64() == 3);
  }

  TEST_CASE("a request's line names its route and a shortened address, and leaves out what is empty") {
    const auto line = only_line(lines_of({}, [] {
      log_request({.id = "r1",
                   .route = "/t/{}",
                   .method = "GET",
                   .status = 200,
                   .bytes = 12345,
                   .microseconds = 84,
                   .client = "203.0.113.77",
                   .link = "619a66d2d4fbbf8b"});
    }));
    CHECK(text_of(line, "msg") == "request");
    CHECK(text_of(line, "id") == "r1");
    CHECK(text_of(line, "route") == "/t/{}");
    CHECK(text_of(line, "method") == "GET");
    CHECK(line.at("status").as_int64() == 200);
    CHECK(line.at("bytes").as_int64() == 12345);
    CHECK(line.at("us").as_int64() == 84);
    CHECK(text_of(line, "client") == "203.0.113.0");
    CHECK(text_of(line, "link") == "619a66d2d4fbbf8b");
    CHECK_FALSE(line.contains("shop"));
    CHECK_FALSE(line.contains("cache"));
  }

  TEST_CASE("lines of requests are held back for a moment, and stay in order with what else a thread logs") {
    const auto lines = lines_of({}, [] {
      log_info("before");
      CHECK(log_request({.route = "/one"}));
      CHECK_FALSE(log_request({.route = "/two"}));
      log_security("between");
      log_hand_over();
      CHECK(log_request({.route = "/three"}));
      log_info("after");
    });
    REQUIRE(lines.size() == 6);
    const std::vector<std::string> words{"before", "/one", "/two", "between", "/three", "after"};
    for (std::size_t i = 0; i < words.size(); ++i) {
      CHECK(boost::json::parse(lines[i]).is_object());
      CHECK(lines[i].find(words[i]) != std::string::npos);
    }
  }

  TEST_CASE("what a thread held back is written when it ends") {
    const auto lines = lines_of({}, [] {
      std::thread thread{[] {
        for (int n = 0; n < 500; ++n) log_request({.route = "/t/{}", .status = n});
      }};
      thread.join();
    });
    REQUIRE(lines.size() == 500);
    for (std::size_t n = 0; n < lines.size(); ++n)
      CHECK(boost::json::parse(lines[n]).as_object().at("status").as_int64() == static_cast<int>(n));
  }

  TEST_CASE("the text format reads as one line with the values behind the words") {
    const auto lines = lines_of({.format = "text"}, [] {
      log_info("listening", {{"on", "127.0.0.1:1"}, {"as", "a b"}});
    });
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].ends_with(R"(Z info  listening on=127.0.0.1:1 as="a b")"));
  }

  TEST_CASE("every line is out when the log has stopped, from all threads") {
    const auto lines = lines_of({}, [] {
      std::vector<std::thread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
          for (int n = 0; n < 500; ++n) log_info("line", {{"n", n}});
        });
      for (auto& thread : threads) thread.join();
    });
    CHECK(lines.size() == 2000);
    for (const auto& line : lines) CHECK(boost::json::parse(line).is_object());
  }

  TEST_CASE("without an open log nothing is written and nothing breaks") {
    log_info("nobody hears this");
    log_security("nor this");
    log_stop();
  }

  TEST_CASE("an address is cut until it names no household") {
    CHECK(shorten_ip("203.0.113.7") == "203.0.113.0");
    CHECK(shorten_ip("2001:db8:1:2:3::4") == "2001:db8:1::");
    CHECK(shorten_ip("2001:db8:1:2::/64") == "2001:db8:1::");
    CHECK(shorten_ip("::ffff:203.0.113.7") == "203.0.113.0");
    CHECK(shorten_ip("::1") == "::");
    CHECK(shorten_ip("") == "");
    CHECK(shorten_ip("not an address") == "");
    CHECK(shorten_ip("203.0.113.7:80") == "");
  }
}
