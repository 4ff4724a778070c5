#include "views/console/list_parts.hpp"

#include "views/console/order_parts.hpp"
#include "views/locale.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace views {

using orders::QuoteStanding;
using orders::Stage;

std::string query_text(const std::vector<std::pair<std::string_view, std::string>>& parameters) {
  std::string out{"?"};
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    if (out.size() > 1) out += '&';
    out.append(name).append("=");
    for (const char c : value) {
      const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (plain || c == '-' || c == '_' || c == '.')
        out += c;
      else
        out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

Url order_address(orders::OrderId id, std::string_view rest) {
  return Url::local(fmt::format("/staff/orders/{}{}", id.text(), rest));
}

std::string near_time(const ConsoleView& view, orders::Instant when) {
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto then = view.zone.local(when), today = view.zone.local(view.now);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(then.time_of_day).count();
  const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  if (then.date == today.date) return clock;
  const auto day = fmt::format("{} {}", static_cast<unsigned>(then.date.day()),
                               months[static_cast<unsigned>(then.date.month()) - 1]);
  if (then.date.year() == today.date.year()) return day + ' ' + clock;
  return fmt::format("{} {}", day, static_cast<int>(then.date.year()));
}

namespace {

std::string machine_time(orders::Instant when) {
  return fmt::format("{:%FT%TZ}", std::chrono::floor<std::chrono::seconds>(when));
}

}  // namespace

Html moment_ago(const ConsoleView& view, orders::Instant when) {
  return html(R"html(<time datetime="{}" title="{}" data-ago>{}</time>)html", machine_time(when),
              Locale::fallback().date_time(when, view.zone), near_time(view, when));
}

std::string quote_word(QuoteStanding standing) {
  switch (standing) {
    case QuoteStanding::none: return {};
    case QuoteStanding::draft: return "Quote drafted";
    case QuoteStanding::waiting: return "Quote waiting";
    case QuoteStanding::approved: return "Approved";
    case QuoteStanding::partially_approved: return "Approved in part";
    case QuoteStanding::declined: return "Declined";
    case QuoteStanding::expired: return "Quote expired";
  }
  return {};
}

namespace {

// The style knows states by their names.
Html state(std::string_view name, std::string_view word) {
  return html(R"html(<span class="chip {}">{}</span>)html", name, word);
}

}  // namespace

Html card_chips(const orders::OrderCard& card) {
  auto chips = state(orders::name(card.stage), stage_word(card.stage));
  if (card.quote != QuoteStanding::none) chips += state(orders::name(card.quote), quote_word(card.quote));
  if (card.unanswered > 0)
    chips += html(R"html(<span class="unanswered"><span class="dot"></span> {} unanswered</span>)html",
                  card.unanswered);
  return chips;
}

bool is_overdue(const orders::OrderCard& card, orders::Instant now) {
  return card.open && card.stage != Stage::ready && card.promised_at && *card.promised_at < now;
}

Html card_promise(const ConsoleView& view, const orders::OrderCard& card) {
  if (!card.promised_at || !card.open || card.stage == Stage::ready) return {};  // kept or past
  const bool late = is_overdue(card, view.now);
  return html(R"html(<span class="{}">{} <time datetime="{}" title="{}">{}</time></span>)html",
              late ? "due overdue" : "due", late ? "Overdue," : "Due", machine_time(*card.promised_at),
              Locale::fallback().date_time(*card.promised_at, view.zone), near_time(view, *card.promised_at));
}

std::string card_balance(const orders::OrderCard& card) {
  if (card.balance == 0) return {};
  return Locale::fallback().money({card.balance, card.currency});
}

}  // namespace views
