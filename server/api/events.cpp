#include "server/api/call.hpp"
#include "server/api/handlers.hpp"
#include "server/clock.hpp"
#include "server/http/loop.hpp"
#include "server/json/feed_json.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <boost/asio/this_coro.hpp>

#include <charconv>
#include <map>

namespace server {

namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto look_again = 250ms;

std::optional<std::int64_t> parse_after(std::string_view text) {
  std::int64_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && seq >= 0 ? std::optional{seq} : std::nullopt;
}

std::optional<std::chrono::seconds> parse_wait(std::string_view text) {
  const auto seconds = parse_after(text);
  return seconds && *seconds <= 25 ? std::optional{std::chrono::seconds{*seconds}} : std::nullopt;
}

}  // namespace

// What happened after an entry, oldest first; `wait` holds the answer back until there is something to tell.
Task<Response> api_show_events(Call& call) {
  std::optional<orders::Refusal> fault;
  Reader in{call.query, fault};
  in.known({"after", "limit", "wait"});
  const auto after = in.word("after", parse_after, "It is the next_cursor of the answer before.").value_or(0);
  const auto wait = in.word("wait", parse_wait, "It is 0 to 25 whole seconds.").value_or(0s);
  const auto limit = read_paging(in).limit;
  if (fault) co_return problem(*fault);

  Timer timer{co_await boost::asio::this_coro::executor};
  std::vector<orders::FeedEntry> entries;
  for (;;) {
    entries = co_await call.store().feed(call.shop(), call.caller.location, after, limit);
    if (!entries.empty() || now() >= call.at + wait || call.services.draining) break;
    timer.expires_after(look_again);
    co_await timer.async_wait(as_result);
  }
  std::map<orders::LocationId, std::string> slugs;
  for (const auto& location : co_await call.store().locations(call.shop()))
    slugs[location.id] = location.slug;
  json::array data;
  for (const auto& entry : entries) data.push_back(feed_json(entry, slugs[entry.location]));
  co_return list_answer(std::move(data), std::to_string(entries.empty() ? after : entries.back().seq));
}

}  // namespace server
