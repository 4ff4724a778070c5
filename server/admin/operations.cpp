#include "server/admin/operations.hpp"

#include "server/admin/request.hpp"

#include <algorithm>
#include <array>

namespace server {

namespace json = boost::json;

std::span<const Operation> operations() {
  static constexpr std::array table{
      Operation{"init", init_shop},
      Operation{"add_shop", add_shop},
      Operation{"add_location", add_location},
      Operation{"locations", list_locations},
      Operation{"add_staff", add_staff},
      Operation{"list_staff", list_staff},
      Operation{"recover_staff", recover_staff},
      Operation{"create_api_key", create_api_key},
      Operation{"list_api_keys", list_api_keys},
      Operation{"revoke_api_key", revoke_api_key},
      Operation{"link", show_link},
      Operation{"stage", set_stage},
      Operation{"device_status", set_device_status},
      Operation{"checkpoint", take_checkpoint},
      Operation{"import_batch", import_batch},
      Operation{"mend", mend_some},
  };
  return table;
}

Task<json::object> perform(AdminContext& context, json::object request) {
  try {
    const auto name = text(request, "operation");
    const auto operation = std::ranges::find(operations(), name, &Operation::name);
    if (operation == operations().end())
      co_return refused({orders::Reason::not_found, "operation", "There is no such operation."});
    co_return co_await operation->run(context, std::move(request));
  } catch (const store::Unavailable& problem) {
    co_return refused({orders::Reason::unavailable, "", problem.what()});
  } catch (const std::invalid_argument& problem) {
    co_return refused({orders::Reason::invalid, "", problem.what()});
  }
}

}  // namespace server
