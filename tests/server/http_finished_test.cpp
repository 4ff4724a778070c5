#include "server/http/finished.hpp"

#include "server/http/message.hpp"
#include "server/http/reply.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using server::Coding;
using server::Finished;
using server::Response;

namespace {

const std::string date = "Mon, 05 Jan 2026 12:00:00 GMT";

Response long_page() {
  return {.body = std::string(5000, 'a'), .link_fingerprint = "619a", .shop = "harbour"};
}

}  // namespace

TEST_SUITE_BEGIN("server/http_finished");

TEST_CASE("a finished answer is byte for byte what would have been made for that one reader") {
  const std::vector<Response> all{
      long_page(),
      {.status = 404, .body = "short"},
      {.status = 204},
      {.body = std::string(900, 'b'), .compressible = false},
      {.body = R"({"a":1})" + std::string(900, ' '), .kind = Response::Kind::api}};
  for (const auto& response : all) {
    const Finished finished{response};
    for (const auto* wish : {"", "gzip", "br"}) {
      const auto made = server::finish(response, {.accept_encoding = wish, .date = date});
      const auto& form = finished.form(server::choose_coding(wish));
      CHECK(std::string{finished.start()} + date + form.head == made.head);
      CHECK(form.body == made.body);
    }
    CHECK(finished.status() == response.status);
  }
}

TEST_CASE("what the log says of a finished answer stays with it") {
  auto response = long_page();
  response.bad_code = true;
  const Finished finished{std::move(response)};
  CHECK(finished.link_fingerprint() == "619a");
  CHECK(finished.shop() == "harbour");
  CHECK(finished.bad_code());
}

TEST_CASE("a finished answer takes more memory once it has been compressed") {
  const Finished finished{long_page()};
  const auto before = finished.bytes();
  CHECK(before > 5000);
  finished.form(Coding::brotli);
  CHECK(finished.bytes() > before);
}

TEST_CASE("all who ask for a coding at once get the same bytes") {
  for (int round = 0; round < 20; ++round) {
    const Finished finished{long_page()};
    std::vector<const Finished::Form*> got(4);
    std::vector<std::thread> threads;
    for (auto& one : got) threads.emplace_back([&] { one = &finished.form(Coding::gzip); });
    for (auto& thread : threads) thread.join();
    for (const auto* one : got) CHECK(one == got.front());
  }
}

TEST_SUITE_END();
