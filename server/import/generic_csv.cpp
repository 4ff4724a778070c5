#include "server/import/csv_source.hpp"

#include <boost/json.hpp>

#include <array>

namespace server {

namespace json = boost::json;

namespace {

constexpr std::array columns{
    Column{"number", "number"},
    Column{"external_id", "external_id"},
    Column{"location", "location"},
    Column{"customer_name", "customer.name"},
    Column{"customer_email", "customer.email"},
    Column{"customer_phone", "customer.phone"},
    Column{"customer_locale", "customer.locale"},
    Column{"device_kind", "devices[0].kind", true},
    Column{"device_brand", "devices[0].brand"},
    Column{"device_model", "devices[0].model"},
    Column{"device_serial", "devices[0].serial"},
    Column{"problem", "devices[0].problem"},
    Column{"stage", "stage"},
    Column{"promised_at", "promised_at"},
    Column{"note", "note"},
};

std::variant<json::object, Fault> body(const NamedRow& row) {
  json::object out, customer, device;
  for (const auto& column : columns) {
    constexpr std::string_view of_customer = "customer.", of_device = "devices[0].";
    const auto& value = row[column.name];
    if (value.empty()) continue;
    if (column.member.starts_with(of_customer))
      customer[column.member.substr(of_customer.size())] = value;
    else if (column.member.starts_with(of_device))
      device[column.member.substr(of_device.size())] = value;
    else
      out[column.member] = value;
  }
  if (!customer.empty()) out["customer"] = std::move(customer);
  out["devices"] = json::array{std::move(device)};
  return out;
}

}  // namespace

const CsvLayout generic_layout{"csv", columns, body};

}  // namespace server
