#include "bench/repairs.hpp"

#include "server/import/source.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stdexcept>

namespace bench {

namespace json = boost::json;

namespace {

constexpr int wanted = 20'190;
constexpr int days = 2'500;  // over which they were taken in
constexpr std::size_t customers = 9'000;

constexpr const char* first_names[] = {"Amelie", "Bo",   "Chidi", "Dana", "Elif",   "Farah", "Goran",
                                       "Hana",   "Ines", "Jo",    "Kofi", "Lena",   "Mina",  "Noor",
                                       "Ola",    "Piet", "Quinn", "Rosa", "Stefan", "Thea"};
constexpr const char* sounds[] = {"bar", "den", "far", "gol", "hal", "ker",
                                  "lin", "mor", "nel", "pol", "ros", "tam"};
constexpr const char* brands[] = {"Fernweh", "Kestrel", "Lumen", "Orrery", "Pike"};

std::mt19937 dice{7};
template <class List>
const char* any(const List& list) {
  return list[dice() % std::size(list)];
}

std::vector<json::object> read_rows(const std::filesystem::path& file) {
  server::Lines lines{file};
  const auto source = server::open_source(server::ImportFormat::ords, lines);
  std::vector<json::object> rows;
  while (auto row = source->next()) {
    if (const auto* fault = std::get_if<server::Fault>(&*row)) throw std::runtime_error(fault->sentence());
    rows.push_back(std::move(std::get<server::Record>(*row).body));
  }
  return rows;
}

std::vector<json::object> made_of(const std::vector<json::object>& excerpt) {
  using namespace std::chrono;
  std::vector<json::object> rows;
  for (int i = 0; i < wanted; ++i) {
    auto& row = rows.emplace_back(excerpt[static_cast<std::size_t>(i) % excerpt.size()]);
    row["number"] = row["external_id"] = fmt::format("R-{}", 1001 + i);
    const year_month_day day{sys_days{year{2019} / 1 / 1} + std::chrono::days{i * days / wanted}};
    row["created_on"] = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                    static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  }
  return rows;
}

struct Customer {
  std::string first_name, name, email, phone;
};
std::vector<Customer> invent_customers() {
  std::vector<Customer> all;
  for (std::size_t i = 0; i < customers; ++i) {
    const std::string first_name = any(first_names);
    all.push_back({first_name, fmt::format("{} {}{}son", first_name, any(sounds), any(sounds)),
                   fmt::format("c{}@customer.example", i), fmt::format("+441632960{:03}", i % 1000)});
  }
  return all;
}

Repair complete(json::object& row, const Customer& customer) {
  auto& device = row.at("devices").at(0).as_object();
  if (!device.contains("brand")) device["brand"] = any(brands);
  Repair repair{.number = std::string(row.at("number").as_string()),
                .stage = std::string(row.at("stage").as_string()),
                .name = customer.name,
                .first_name = customer.first_name,
                .brand = std::string(device.at("brand").as_string()),
                .serial = fmt::format("SN{:08X}", dice()),
                .phone = customer.phone};
  device["serial"] = repair.serial;
  device["model"] = fmt::format("Model {}", dice() % 40);
  row["customer"] = {
      {"name", customer.name}, {"email", customer.email}, {"phone", customer.phone}, {"locale", "en"}};
  if (!repair.open()) return repair;
  if (dice() % 10 == 0) row["stage"] = repair.stage = "ready";
  if (dice() % 3 == 0) row["promised_at"] = dice() % 4 ? "2035-06-01T16:00:00Z" : "2025-06-01T16:00:00Z";
  return repair;
}

}  // namespace

Repairs write_repairs(const std::filesystem::path& file) {
  const char* const whole = std::getenv("CLAIMCHECK_ORDS_CSV");
  const std::filesystem::path excerpt = SOURCE_DIR "/tests/fixtures/ords-excerpt.csv";
  auto rows = whole ? read_rows(whole) : made_of(read_rows(excerpt));
  Repairs repairs{.source = whole ? "an Open Repair Data export" : "made of an Open Repair Data excerpt"};
  std::ofstream out{file};
  const auto known = invent_customers();
  for (auto& row : rows) {
    repairs.all.push_back(complete(row, known[dice() % known.size()]));
    out << row << '\n';
  }
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
  return repairs;
}

}  // namespace bench
