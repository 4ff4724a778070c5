#include "server/admin/operations.hpp"
#include "server/admin/request.hpp"
#include "server/checkpoints.hpp"
#include "server/clock.hpp"
#include "store/checkpoint_line.hpp"

#include <boost/json.hpp>

namespace server {

namespace json = boost::json;

// {"shop"?}: a checkpoint of that shop's chain, or of every shop's → {"checkpoints": [a line each]}.
Task<json::object> take_checkpoint(AdminContext& context, json::object request) {
  std::vector<orders::Shop> shops;
  if (const auto slug = text(request, "shop"); slug.empty()) {
    shops = co_await context.store.shops();
  } else {
    auto shop = co_await shop_named(context.store, slug);
    if (!shop) co_return refused(shop.error());
    shops.push_back(*std::move(shop));
  }
  Checkpoints checkpoints{context.store, context.settings()->config.server.data_dir / Checkpoints::file_name};
  json::array lines;
  for (const auto& shop : shops)
    if (const auto taken = co_await checkpoints.take(shop.id, now()))
      lines.emplace_back(store::checkpoint_line(*taken));
  json::object answer;
  answer["checkpoints"] = std::move(lines);
  co_return answer;
}

}  // namespace server
