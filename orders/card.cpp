#include "orders/card.hpp"

#include "orders/names.hpp"

namespace orders {

namespace {
constexpr Names<QuoteStanding, 7> standings{
    {"none", "draft", "waiting", "approved", "partially_approved", "declined", "expired"}};
}  // namespace

std::string_view name(QuoteStanding standing) { return standings.of(standing); }
std::optional<QuoteStanding> parse_quote_standing(std::string_view name) { return standings.parse(name); }

}  // namespace orders
