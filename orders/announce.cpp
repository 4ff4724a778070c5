#include "orders/announce.hpp"

#include "orders/names.hpp"

namespace orders {

namespace {
constexpr Names<News, news_count> all_news{{"order.created", "order.stage_changed", "quote.sent",
                                            "quote.approved", "quote.declined", "document.signed",
                                            "payment.recorded", "payment.refunded", "message.received",
                                            "link.first_seen", "link.revoked", "request.created"}};
}  // namespace

std::string_view name(News news) { return all_news.of(news); }
std::optional<News> parse_news(std::string_view name) { return all_news.parse(name); }

}  // namespace orders
