#include "server/pages/handlers.hpp"

#include "server/clock.hpp"
#include "server/pages/answers.hpp"
#include "server/pages/entry.hpp"
#include "server/services.hpp"
#include "tokens/code.hpp"

namespace server {

namespace {

// What a client has of the service's streams for as long as it listens.
class Place {
 public:
  Place(Census& census, std::string client) : census_{census}, client_{std::move(client)} {}
  ~Place() { census_.leave(client_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  std::shared_ptr<void> listener;

 private:
  Census& census_;
  const std::string client_;
};

// The page reloads instead: a browser does not ask again for a stream that was refused.
Response too_many() {
  auto response = problem(429, "Too many requests", "too many pages listen already");
  response.headers.emplace_back("Retry-After", "60");
  return response;
}

// The versions that the page shows which asks: of its last event, or else those it was rendered with.
std::string seen_versions(const Request& request) {
  const auto last = request.header("last-event-id");
  return last.empty() ? request.parameter("seen").value_or("") : std::string{last};
}

Response events(Services& services, const Request& request, const Watched& watched, std::uint64_t since) {
  const auto seen = seen_versions(request);
  Response response{.content_type = "text/event-stream",
                    .body = retry_line() + ":connected\n\n",
                    .headers = {{"X-Accel-Buffering", "no"}},
                    .kind = Response::Kind::plain,
                    .compressible = false};
  if (!seen.empty() && seen != watched.id()) response.body += changed_event(watched);
  if (request.method == Method::head) return response;
  if (!services.streams.enter(request.client, services.settings()->config.limits.streams_per_ip))
    return too_many();
  auto place = std::make_shared<Place>(services.streams, request.client);
  response.stream = [&live = services.live, place = std::move(place), watched, since](Loop& loop,
                                                                                      Guest& guest) {
    place->listener = live.listen(loop, guest, watched, since);
    return place;
  };
  return response;
}

}  // namespace

Task<Response> watch_order(Services& services, const Request& request, Captures captures) {
  const auto code = tokens::Code::parse(captures[0], services.settings()->keys);
  if (!code) co_return wrong_code(services, request);
  const auto key = code->link_id();
  const auto since = services.live.moment();
  const auto look = co_await services.cache.look(key);
  if (!look.found) co_return wrong_code(services, request);
  const auto& found = look.found;
  const auto policy = policy_of(found->shop, services.settings()->config.links);
  const auto at = now();
  const auto standing = orders::link_access(found->link, found->order, policy, at);
  const bool shut =
      found->shop.entry == orders::Entry::login && !is_let_in(services, request, *found, key, at);
  Response response;
  if (!found->shop.portal_enabled || standing.access == orders::Access::gone || shut)
    response = {.status = 204, .kind = Response::Kind::plain};  // the one answer that ends all asking again
  else if (services.live.listeners(found->link.id) >= LiveHub::most_per_link)
    response = too_many();
  else
    response = events(services, request, Watched::of(*found), since);
  response.link_fingerprint = tokens::fingerprint(key);
  response.shop = found->shop.slug;
  co_return response;
}

}  // namespace server
