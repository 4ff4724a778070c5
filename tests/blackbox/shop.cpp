#include "tests/blackbox/shop.hpp"

#include "tokens/code.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <cstdlib>
#include <sstream>
#include <stdexcept>

namespace harness {

namespace {

const char* const excerpt = SOURCE_DIR "/tests/fixtures/ords-excerpt.csv";

std::string must(const TemporaryFolder& folder, const Arguments& arguments) {
  auto ran = run(folder, arguments);
  if (ran.exit_code != 0) throw std::runtime_error(arguments[0] + ": " + ran.error);
  return ran.out;
}

}  // namespace

RepairShop::RepairShop() {
  const auto made = must(folder_, {"init", "--shop", "wales", "--name", "Repair Wales", "--owner",
                                   "owner@wales.example", "--phone", "+441632960123", "--json"});
  api_key_ = boost::json::parse(made).at("api_key").as_string().c_str();
  must(folder_, {"import", "--shop", "wales", "--format", "ords", "--links", "links.csv", excerpt});
  std::istringstream lines{read_file(folder_ / "links.csv")};
  for (std::string line; std::getline(lines, line);) {
    const auto comma = line.find(',');
    const auto path = line.find("/t/");
    if (comma != line.npos && path != line.npos) links_[line.substr(0, comma)] = line.substr(path, 34);
  }
}

std::string random_code(std::mt19937_64& random) {
  constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string code = "0";
  while (code.size() < tokens::Code::length) code += alphabet[random() % alphabet.size()];
  return code;
}

std::string wrong_code(std::mt19937_64& random, const tokens::KeyRing& keys) {
  auto code = random_code(random);
  while (tokens::Code::parse(code, keys)) code = random_code(random);
  return code;
}

wire::Answer get(unsigned short port, std::string_view path, std::string_view more_fields) {
  return wire::ask(port, fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}Connection: close\r\n\r\n",
                                     path, port, more_fields));
}

std::string stage_request(const RepairShop& shop, std::string_view number, std::string_view stage) {
  const auto body = fmt::format(R"({{"stage":"{}","note":"noted"}})", stage);
  return fmt::format(
      "POST /api/v1/orders/{}/stage HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      number, shop.api_key(), body.size(), body);
}

int set_stage(const Service& service, const RepairShop& shop, std::string_view number,
              std::string_view stage) {
  return wire::ask(service.port(), stage_request(shop, number, stage)).status;
}

long version_of(const Service& service, const RepairShop& shop, std::string_view number) {
  const auto answer = get(service.port(), fmt::format("/api/v1/orders/{}", number),
                          fmt::format("Authorization: Bearer {}\r\n", shop.api_key()));
  if (answer.status != 200) return 0;
  return static_cast<long>(boost::json::parse(answer.body).at("version").as_int64());
}

long store_operations(const Service& service, std::string_view use_case) {
  const auto text = get(service.admin_port(), "/metrics").body;
  const auto series = fmt::format("claimcheck_store_operations_total{{operation=\"{}\"}} ", use_case);
  const auto at = text.find(series);
  if (at == text.npos) throw std::runtime_error("no such series: " + series);
  return std::strtol(text.c_str() + at + series.size(), nullptr, 10);
}

}  // namespace harness
