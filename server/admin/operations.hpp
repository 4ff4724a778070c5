#pragma once

#include "server/services.hpp"
#include "store/store.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace server {

template <class T>
using Task = store::Task<T>;

// What an administrative act works with, in a command that holds the store as in the running service.
struct AdminContext {
  store::Store& store;
  std::function<std::shared_ptr<const Settings>()> settings;
  std::function<void()> shops_changed = {};  // called after a shop or location was added
};

// One administrative act: JSON in, JSON out, so that it can be asked for through the control socket. What it
// refuses comes back as {"error": one sentence, "reason": …, "field": …}.
struct Operation {
  std::string_view name;
  Task<boost::json::object> (*run)(AdminContext&, boost::json::object request);
};

// All of them, at a glance.
std::span<const Operation> operations();

// Runs the act that `request` names in "operation". Never throws for what was asked or for a store that
// cannot be reached: that, too, is answered as an error.
Task<boost::json::object> perform(AdminContext& context, boost::json::object request);

// The acts themselves; what each takes is read at the top of its function.
Task<boost::json::object> init_shop(AdminContext& context, boost::json::object request);
Task<boost::json::object> add_shop(AdminContext& context, boost::json::object request);
Task<boost::json::object> add_location(AdminContext& context, boost::json::object request);
Task<boost::json::object> list_locations(AdminContext& context, boost::json::object request);
Task<boost::json::object> add_staff(AdminContext& context, boost::json::object request);
Task<boost::json::object> list_staff(AdminContext& context, boost::json::object request);
Task<boost::json::object> recover_staff(AdminContext& context, boost::json::object request);
Task<boost::json::object> create_api_key(AdminContext& context, boost::json::object request);
Task<boost::json::object> list_api_keys(AdminContext& context, boost::json::object request);
Task<boost::json::object> revoke_api_key(AdminContext& context, boost::json::object request);
Task<boost::json::object> show_link(AdminContext& context, boost::json::object request);
Task<boost::json::object> set_stage(AdminContext& context, boost::json::object request);
Task<boost::json::object> set_device_status(AdminContext& context, boost::json::object request);
Task<boost::json::object> take_checkpoint(AdminContext& context, boost::json::object request);
Task<boost::json::object> import_batch(AdminContext& context, boost::json::object request);
Task<boost::json::object> mend_some(AdminContext& context, boost::json::object request);

}  // namespace server
