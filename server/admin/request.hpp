#pragma once

#include "orders/command.hpp"
#include "orders/shop.hpp"
#include "server/admin/operations.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

// What the administrative acts share in reading a request and answering it.
namespace server {

// A member of the request; empty or false when it is absent. Throws std::invalid_argument when it has another
// type.
std::string text(const boost::json::object& request, std::string_view name);
std::vector<std::string> texts(const boost::json::object& request, std::string_view name);
bool flag(const boost::json::object& request, std::string_view name);

boost::json::object refused(const orders::Refusal& why);

// The shop of that slug; without one the only shop of the installation.
Task<orders::Outcome<orders::Shop>> shop_named(store::Store& store, std::string slug);

// What a rule may know when an act of the command line changes an order.
orders::Actor command_line_actor();
orders::Context rule_context(orders::Instant now);

}  // namespace server
