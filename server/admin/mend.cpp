#include "server/admin/request.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

// {"cursor"?} → {"mended": [a sentence each], "next": the cursor of what comes behind, "" when all is done}.
Task<json::object> mend_some(AdminContext& context, json::object request) {
  const auto [mended, next] = co_await context.store.mend_copies(text(request, "cursor"));
  json::object answer;
  answer["mended"] = json::array(mended.begin(), mended.end());
  answer["next"] = next;
  co_return answer;
}

}  // namespace server
