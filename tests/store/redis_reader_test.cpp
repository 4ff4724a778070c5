#include "store/redis_reader.hpp"
#include "tests/store/linked.hpp"

#include <doctest/doctest.h>

using store::RedisReader, test::written;

TEST_SUITE("store/redis_reader") {
  TEST_CASE("a command travels with the length of each part, whatever is in it") {
    std::string out = "before";
    const std::string_view command[] = {"SET", std::string_view{"a\r\n\0", 4}, {}};
    store::append_command(out, command);
    CHECK(out == std::string{"before*3\r\n$3\r\nSET\r\n$4\r\na\r\n"} + '\0' + "\r\n$0\r\n\r\n");
  }

  TEST_CASE("answers of every kind are read, in pieces of any size") {
    const std::string_view said =
        "+OK\r\n:-7\r\n$-1\r\n*-1\r\n-ERR "
        "no\r\n$5\r\nhe\r\nl\r\n*3\r\n:1\r\n*2\r\n$1\r\na\r\n*0\r\n$0\r\n\r\n";
    for (const std::size_t step : {1U, 3U, 1000U}) {
      RedisReader reader;
      std::string all;
      for (std::size_t at = 0; at < said.size(); at += step) {
        reader.feed(said.substr(at, step));
        while (const auto reply = reader.next()) all += written(reply) + "|";
      }
      CHECK(all == "OK|-7|nil|nil|-ERR no|he\r\nl|[1 [a []] ]|");
      CHECK_FALSE(reader.broken());
    }
  }

  TEST_CASE("what is not Redis's protocol ends the reading") {
    for (const std::string_view junk :
         {"HTTP/1.1 400 Bad Request\r\n", "\r\n", "$x\r\n", ":12a\r\n", "*99999999999999999999\r\n",
          "$-2\r\n", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
          "%1\r\n:1\r\n:2\r\n"}) {
      CAPTURE(junk);
      RedisReader reader;
      reader.feed(junk);
      CHECK_FALSE(reader.next());
      CHECK(reader.broken());
      reader.feed("+OK\r\n");
      CHECK_FALSE(reader.next());
    }
  }

  TEST_CASE("an answer takes no more than 4 MiB, however it is made up") {
    const auto breaks = [](std::string_view begin, std::string_view again) {
      RedisReader reader;
      reader.feed(begin);
      std::size_t fed = 0;
      while (!reader.next() && !reader.broken() && fed < 3 * RedisReader::largest) {
        reader.feed(again);
        fed += again.size();
      }
      CHECK(fed < 2 * RedisReader::largest);
      return reader.broken();
    };
    CHECK(breaks("$1073741824\r\n", std::string(65536, 'a')));
    CHECK(breaks("*2147483647\r\n", ":1\r\n"));
    CHECK(breaks("*100000\r\n", "$1000\r\n" + std::string(1000, 'a') + "\r\n"));
    CHECK(breaks(
        "*1000\r\n", "*1000\r\n" + [] {
          std::string nils;
          for (int i = 0; i < 1000; ++i) nils += "$-1\r\n";
          return nils;
        }()));
    CHECK(breaks("+", std::string(65536, 'a')));

    RedisReader reader;  // each is measured by itself
    const auto large = "$4000000\r\n" + std::string(4000000, 'a') + "\r\n";
    for (int i = 0; i < 3; ++i) {
      reader.feed(large);
      CHECK(reader.next());
    }
  }
}
