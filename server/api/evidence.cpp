#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/order_json.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"

namespace server {

namespace json = boost::json;

// What the chain proves about this order. Nothing personal: that lies sealed beside it.
Task<Response> api_show_evidence(Call& call) {
  json::array entries;
  for (const auto& entry : co_await call.store().evidence(call.shop(), call.order.id))
    entries.push_back(json::object{{"seq", entry.seq},
                                   {"id", entry.id.text()},
                                   {"type", name(entry.type)},
                                   {"ts", rfc3339(entry.at)},
                                   {"hash", tokens::hex(entry.hash)},
                                   {"kid", entry.kid},
                                   {"signature", tokens::hex(entry.signature)},
                                   {"body", json::parse(entry.body)}});
  co_return list_answer(std::move(entries));
}

}  // namespace server
