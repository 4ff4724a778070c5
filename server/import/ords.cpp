#include "server/import/csv_source.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace server {

namespace json = boost::json;

namespace {

// The standard's columns; those that nothing is made of may be absent.
constexpr std::array columns{
    Column{"id", "external_id", true},
    Column{"data_provider"},
    Column{"country"},
    Column{"partner_product_category"},
    Column{"product_category", "devices[0].kind", true},
    Column{"product_category_id"},
    Column{"brand", "devices[0].brand", true},
    Column{"year_of_manufacture"},
    Column{"product_age"},
    Column{"repair_status", "stage", true},
    Column{"repair_barrier_if_end_of_life"},
    Column{"group_identifier", "location", true},
    Column{"event_date", "created_on", true},
    Column{"problem", "devices[0].problem", true},
};

// What the standard calls the outcome of a repair event, and the stage that an order of it stands at.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> stages{{
    {"Fixed", "collected"},
    {"Repairable", "in_progress"},
    {"End of life", "cancelled"},
    {"Unknown", "received"},
}};

std::variant<json::object, Fault> body(const NamedRow& row) {
  for (const auto column : {"id", "group_identifier", "event_date"})
    if (row[column].empty()) return row.fault(column, "It must not be empty.");
  const auto stage = std::ranges::find(stages, row["repair_status"], &decltype(stages)::value_type::first);
  if (stage == stages.end())
    return row.fault("repair_status", "It must be Fixed, Repairable, End of life or Unknown.");
  json::object device{{"kind", row["product_category"]}, {"problem", row["problem"]}};
  if (row["brand"] != "Unknown") device["brand"] = row["brand"];
  return json::object{{"external_id", row["id"]},
                      {"number", row["id"]},
                      {"location", row["group_identifier"]},
                      {"created_on", row["event_date"]},
                      {"stage", stage->second},
                      {"devices", json::array{std::move(device)}}};
}

}  // namespace

const CsvLayout ords_layout{"ords", columns, body};

}  // namespace server
