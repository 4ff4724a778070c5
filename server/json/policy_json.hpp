#pragma once

#include "orders/notify.hpp"
#include "server/json/reader.hpp"

#include <boost/json/object.hpp>

// What customers hear of and when, as a JSON object.
namespace server {

boost::json::object policy_json(const orders::NotifyPolicy& policy);
// What the members say of it; what is not given stays.
orders::Outcome<orders::NotifyPolicy> patch_policy(const boost::json::object& members,
                                                   orders::NotifyPolicy policy);

}  // namespace server
