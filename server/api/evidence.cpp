#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/json/order_json.hpp"
#include "server/services.hpp"
#include "tokens/hash.hpp"

namespace server {

namespace json = boost::json;

// What the chain proves about this order. Nothing personal: that lies sealed beside it.
Task<Response> api_show_evidence(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_call(services, request, captures[0], Body::none);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& call = std::get<Call>(opened);
  json::array entries;
  for (const auto& entry : co_await services.store.evidence(call.caller.shop, call.order.id))
    entries.push_back(json::object{{"seq", entry.seq},
                                   {"id", entry.id.text()},
                                   {"type", name(entry.type)},
                                   {"ts", rfc3339(entry.at)},
                                   {"hash", tokens::hex(entry.hash)},
                                   {"kid", entry.kid},
                                   {"signature", tokens::hex(entry.signature)},
                                   {"body", json::parse(entry.body)}});
  const json::object body{{"data", std::move(entries)}};
  co_return json_answer(body);
}

}  // namespace server
