#pragma once

#include "server/api/caller.hpp"
#include "server/json/order_json.hpp"
#include "server/json/reader.hpp"

#include <span>
#include <string>
#include <string_view>

namespace server {

using Captures = std::span<const std::string_view>;

// One call of the API by a caller that may make it. Lives as long as the call is answered.
struct Call {
  Services& services;
  const Request& request;
  Captures captures;  // what stands for each {} of the route, as sent
  Caller caller{};
  orders::Instant at{};
  boost::json::object body = {};   // members of the JSON body
  boost::json::object query = {};  // parameters as texts

  // Of the change that the call makes: the same when it is repeated with its Idempotency-Key, and then so are
  // the ids of what it creates.
  store::OperationId operation{};
  bool repeatable = false;  // it came with such a key

  // By JSON pointer, the member of the answer that is shown this once and never kept ("/link/url"), and the
  // link whose address stands there: a repeated call shows it again.
  std::string once = {};
  std::optional<orders::LinkUid> link = {};

  orders::Order order{};                        // of routes about one order, as it stood when the call came
  std::optional<std::int64_t> if_version = {};  // the order must still be of it, said If-Match

  orders::ShopId shop() const { return caller.shop; }
  store::Store& store() const;
  // The nth thing that the call creates.
  orders::Uuid fresh_id(int n = 0) const;
  // What the rules may know of it.
  orders::Context context() const;
};

// 412 when the call is meant for other versions than this (If-Match, RFC 9110 section 13.1.1).
std::optional<Response> check_version(const Call& call, std::int64_t version);

// The order after the command; passes on why there is none.
Task<orders::Outcome<orders::Order>> change(const Call& call, orders::Outcome<orders::Command> wanted);

// What a rule refused of this call: as problem(), but 412 for a version that was asked for by If-Match.
Response refuse(const Call& call, const orders::Refusal& why);

// The whole order as JSON, with its version as ETag; `once` is a member that this answer alone brings.
Task<Response> send_order(const Call& call, const orders::Order& order, int status = 200,
                          boost::json::object once = {});

// Both in one: what a call that only changes its order comes down to.
Task<Response> answer_change(const Call& call, orders::Outcome<orders::Command> wanted);

Task<orders::Location> location_of(const Call& call, const orders::Order& order);
// The caller's location of that slug, name or id; without a name the only one that it sees.
Task<orders::Outcome<orders::Location>> choose_location(const Call& call, std::string wanted);

Response json_answer(const boost::json::object& body, int status = 200);
Response nothing();  // 204
void add_etag(Response& response, std::int64_t version);

// {"data": […], "next_cursor": …}; without a cursor there is no more.
Response list_answer(boost::json::array data, std::string_view next = {});

// ?limit=&cursor=
struct Paging {
  int limit = 50;
  std::string cursor = {};
};
Paging read_paging(Reader& in);

}  // namespace server
