#include "views/console/news.hpp"

#include "views/console/list_parts.hpp"
#include "views/console/order_parts.hpp"

#include <fmt/format.h>

namespace views {
namespace {

using orders::News;

std::string what(const orders::FeedEntry& entry) {
  switch (entry.news) {
    case News::order_created: return "New order";
    case News::order_stage_changed: {
      const auto stage = orders::parse_stage(entry.detail);
      return stage ? stage_word(*stage) : "Moved on";
    }
    case News::quote_sent: return "Quote sent";
    case News::quote_approved: return "Quote approved";
    case News::quote_declined: return "Quote declined";
    case News::document_signed: return "Document signed";
    case News::payment_recorded: return entry.detail == "deposit" ? "Deposit paid" : "Payment received";
    case News::payment_refunded: return "Payment taken back";
    case News::message_received: return "New message";
    case News::link_first_seen: return "Link opened";
    case News::link_revoked: return "Link ended";
    case News::request_created: return "New request";
  }
  return {};
}

std::string_view tone(News news) {
  switch (news) {
    case News::quote_approved:
    case News::document_signed:
    case News::payment_recorded: return "good";
    case News::quote_declined:
    case News::payment_refunded: return "bad";
    default: return "info";
  }
}

Html line(const NewsView& view, const orders::FeedEntry& entry, bool fresh) {
  const auto mark =
      when(fresh, [] { return html(R"html(<span class="dot"></span><span class="vh">new</span>)html"); });
  return html(R"html(<li id="news-{}" class="row" data-keys>
<a class="row-link" id="n-{}" data-row href="{}"><span class="no">{}</span></a>
<span class="what"><span class="chip {}">{}</span> {}</span>
<span class="changed">{}</span>
</li>
)html",
              entry.seq, entry.seq, order_address(entry.order), entry.number, tone(entry.news), what(entry),
              mark, moment_ago(view.console, entry.at));
}

}  // namespace

std::string news_words(const orders::FeedEntry& entry) {
  return fmt::format("{}, {}", what(entry), entry.number);
}

Html news_main(const NewsView& view) {
  const auto seen = when(view.unread > 0, [&] {
    return html(
        R"html(<form method="post" action="{}">{}{}<button type="submit" class="plain" data-key="a">Mark all as seen <kbd>a</kbd></button></form>
)html",
        Url::local("/staff/news/seen"), csrf_field(view.console), hidden("seq", std::to_string(view.last)));
  });
  std::int64_t place = 0;
  const auto lines =
      each(view.items, [&](const auto& entry) { return line(view, entry, place++ < view.unread); });
  if (view.items.empty())
    return html(
        R"html({}<p class="empty" data-live>What customers do stands here: answers, signatures, payments, messages.</p>
)html",
        page_head("News"));
  return html(R"html({}<ol class="orders news" data-live>
{}</ol>
)html",
              page_head("News", seen), lines);
}

}  // namespace views
