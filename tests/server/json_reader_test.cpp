#include "server/json/reader.hpp"

#include <doctest/doctest.h>
#include <boost/json/parse.hpp>

#include <string>
#include <vector>

using server::Reader;

namespace {

boost::json::object parse(std::string_view text) { return boost::json::parse(text).as_object(); }

std::vector<std::string> fields(const orders::Refusal& refusal) {
  std::vector<std::string> all{refusal.field};
  for (const auto& fault : refusal.more) all.push_back(fault.field);
  return all;
}

}  // namespace

TEST_SUITE_BEGIN("server/json_reader");

TEST_CASE("all that is wrong with an object is told at once, each place once") {
  const auto object = parse(R"({"name": 7, "age": "old", "parts": [{"kind": ""}, {"kind": 1}], "shoe": 4})");
  std::optional<orders::Refusal> fault;
  Reader in{object, fault};
  in.known({"name", "age", "parts"});
  in.needs({"name", "email"});
  in.text("name");
  in.fail("name", "And more of it.");
  in.between("age", 0, 130);
  in.each("parts", [](Reader& part) {
    part.needs({"kind"});
    part.text("kind");
  });
  REQUIRE(fault);
  CHECK(fields(*fault) ==
        std::vector<std::string>{"shoe", "email", "name", "age", "parts[0].kind", "parts[1].kind"});
  CHECK(fault->detail == "There is no such member.");
}

TEST_CASE("a body that is wrong throughout is answered shortly") {
  boost::json::object object;
  for (int i = 0; i < 10'000; ++i) object.emplace("m" + std::to_string(i), i);
  std::optional<orders::Refusal> fault;
  Reader{object, fault}.known({});
  REQUIRE(fault);
  CHECK(fault->more.size() <= 50);
}

TEST_CASE("what is null was given, and is nothing") {
  const auto object = parse(R"({"name": null, "size": 3})");
  std::optional<orders::Refusal> fault;
  Reader in{object, fault};
  CHECK(in.given("name"));
  CHECK_FALSE(in.has("name"));
  CHECK_FALSE(in.given("age"));
  CHECK(in.text("name").empty());
  CHECK(in.between("age", 1, 9, 5) == 5);
  CHECK(in.between("size", 1, 9) == 3);
  CHECK_FALSE(fault);
  in.between("size", 4, 9);
  CHECK(fault->detail == "It is a whole number from 4 to 9.");
}

TEST_SUITE_END();
