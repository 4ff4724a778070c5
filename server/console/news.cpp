#include "views/console/news.hpp"

#include "server/console/desk.hpp"
#include "server/console/lists.hpp"
#include "server/pages/answers.hpp"
#include "server/services.hpp"

#include <boost/json.hpp>

#include <charconv>

namespace server {

namespace {

constexpr int most_news = 100;

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// What is worth a word in passing: a person or a provider did it, and it was not merely a look.
bool is_said(const orders::FeedEntry& entry) {
  return orders::alerts_staff(entry.news) && entry.news != orders::News::link_first_seen &&
         (entry.by == orders::ActorKind::customer || entry.by == orders::ActorKind::provider);
}

// What came after an entry, for the script that says it.
Task<Response> news_after(Services& services, const Desk& desk, std::int64_t after) {
  namespace json = boost::json;
  const auto& who = desk.staff();
  const auto entries = co_await services.store.feed(desk.shop.id, who.location, after, most_news);
  json::array items;
  for (const auto& entry : entries)
    items.push_back({{"seq", entry.seq},
                     {"text", views::news_words(entry)},
                     {"path", "/staff/orders/" + entry.order.text()},
                     {"alerts", is_said(entry)}});
  const auto last = entries.empty() ? after : entries.back().seq;
  json::object told{{"items", std::move(items)}, {"last", last}, {"unread", desk.unread}};
  co_return json_answer(200, json::serialize(told));
}

}  // namespace

Task<Response> news_page(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, orders::Duty::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& desk = std::get<Desk>(opened);
  if (const auto after = request.parameter("after"); after && wants_json(request))
    co_return co_await news_after(services, desk, number_of(*after));
  const auto news =
      co_await services.store.news(desk.shop.id, desk.staff().id, desk.staff().location, most_news);
  const auto console = desk.view();
  const views::NewsView view{console, news.items, news.unread, news.last};
  co_return desk_page(desk, {.title = "News", .place = views::Place::news, .main = views::news_main(view)});
}

Task<Response> see_news(Services& services, const Request& request, Captures) {
  auto opened = co_await open_post(services, request, orders::Duty::view);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  co_await services.store.mark_news_seen(posted.desk.shop.id, posted.desk.staff().id,
                                         number_of(posted.text("seq")));
  co_return see_other("/staff/news");
}

}  // namespace server
