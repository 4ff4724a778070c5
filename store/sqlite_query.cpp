#include "store/sqlite_query.hpp"

#include <fmt/format.h>
#include <cstring>
#include <sstream>

namespace store {
namespace {

[[noreturn]] void unknown(std::string_view what, std::string_view found) {
  throw Damaged(fmt::format("the database: '{}' is no {}", found, what));
}

template <class T>
T known(std::optional<T> parsed, std::string_view what, std::string_view found) {
  if (!parsed) unknown(what, found);
  return *parsed;
}

}  // namespace

void Binder::put(orders::Date date) {
  put(fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()}));
}

void Row::take(orders::Date& date) {
  const auto text = next().getString();
  int year = 0;
  unsigned month = 0, day = 0;
  const bool read = std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) == 3;
  date = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
  if (!read || !date.ok()) unknown("date", text);
}

void Row::take(orders::Currency& currency) {
  const auto code = next().getString();
  currency = known(orders::Currency::of(code), "currency", code);
}

void Binder::put(const orders::Rights& rights) {
  put(rights.decide), put(rights.sign), put(rights.pay), put(rights.message), put(rights.prices);
}

void Row::take(orders::Rights& rights) {
  take(rights.decide), take(rights.sign), take(rights.pay), take(rights.message), take(rights.prices);
}

void Binder::put(const orders::ContactDetails& contact) {
  put(contact.phone), put(contact.email), put(contact.website);
  put(fmt::format("{}", fmt::join(contact.address, "\n")));
}

void Row::take(orders::ContactDetails& contact) {
  take(contact.phone), take(contact.email), take(contact.website);
  std::string lines;
  take(lines);
  contact.address.clear();
  for (std::size_t at = 0; at < lines.size();) {
    const auto end = std::min(lines.find('\n', at), lines.size());
    contact.address.push_back(lines.substr(at, end - at));
    at = end + 1;
  }
}

void Binder::put(const orders::OpeningHours& hours) { put(orders::hours_text(hours)); }

void Row::take(orders::OpeningHours& hours) {
  const auto text = next().getString();
  std::string error;
  hours =
      text.empty() ? orders::OpeningHours{} : known(orders::parse_hours(text, error), "opening hours", text);
}

void Binder::put(const orders::Branding& branding) {
  put(branding.colour);
  if (branding.logo) {
    put(branding.logo->sha256), put(branding.logo->media_type), put(branding.logo->width),
        put(branding.logo->height);
  } else {
    put_null(), put_null(), put_null(), put_null();
  }
  put(branding.message);
}

void Row::take(orders::Branding& branding) {
  take(branding.colour);
  std::optional<std::string> sha256;
  take(sha256);
  orders::Logo logo;
  take(logo.media_type), take(logo.width), take(logo.height);
  branding.logo.reset();
  if (sha256) {
    logo.sha256 = *sha256;
    branding.logo = logo;
  }
  take(branding.message);
}

void Binder::put(const std::vector<orders::TaxRate>& rates) {
  std::string text;
  for (const auto& rate : rates) text += fmt::format("{} {}\n", rate.tax_bp, rate.name);
  put(text);
}
void Binder::put(const std::optional<orders::Decision>& decision) {
  if (!decision) {
    for (int column = 0; column < 6; ++column) put_null();
    return;
  }
  put(decision->approved), put(decision->at), put(decision->method);
  put(decision->name), put(decision->reason), put(decision->reference);
}

void Row::take(std::vector<orders::TaxRate>& rates) {
  std::istringstream lines{next().getString()};
  orders::TaxRate rate;
  for (rates.clear(); lines >> rate.tax_bp && lines.get() && std::getline(lines, rate.name);)
    rates.push_back(rate);
}
void Row::take(std::optional<orders::Decision>& decision) {
  std::optional<bool> approved;
  take(approved);
  if (!approved) {
    decision.reset();
    next_ += 5;
    return;
  }
  auto& made = decision.emplace();
  made.approved = *approved;
  take(made.at), take(made.method), take(made.name), take(made.reason), take(made.reference);
}

void Binder::put(const std::optional<orders::PreAuthorisation>& allowed) {
  if (!allowed) {
    for (int column = 0; column < 5; ++column) put_null();
    return;
  }
  put(allowed->limit), put(allowed->name), put(allowed->reference), put(allowed->at);
}

void Row::take(std::optional<orders::PreAuthorisation>& allowed) {
  std::optional<std::int64_t> amount;
  take(amount);
  if (!amount) {
    allowed.reset();
    next_ += 4;
    return;
  }
  auto& what = allowed.emplace();
  what.limit.amount = *amount;
  take(what.limit.currency), take(what.name), take(what.reference), take(what.at);
}

bool Row::skip_null() {
  if (!statement_.getColumn(next_).isNull()) return false;
  ++next_;
  return true;
}

void Row::take_bytes(std::uint8_t* out, std::size_t size) {
  const auto column = next();
  const auto* bytes = column.getBlob();
  if (static_cast<std::size_t>(column.getBytes()) != size) unknown("identifier", "a blob of another length");
  std::memcpy(out, bytes, size);
}

void Row::parse(const std::string& word, orders::Channel& out) {
  out = known(orders::parse_channel(word), "channel", word);
}
void Row::parse(const std::string& word, orders::ActorKind& out) {
  out = known(orders::parse_actor_kind(word), "kind of actor", word);
}
void Row::parse(const std::string& word, orders::EventKind& out) {
  out = known(orders::parse_event_kind(word), "kind of event", word);
}
void Row::parse(const std::string& word, orders::Purpose& out) {
  out = known(orders::parse_purpose(word), "purpose", word);
}
void Row::parse(const std::string& word, orders::PaymentKind& out) {
  out = known(orders::parse_payment_kind(word), "kind of payment", word);
}
void Row::parse(const std::string& word, orders::LineKind& out) {
  out = known(orders::parse_line_kind(word), "kind of line", word);
}
void Row::parse(const std::string& word, orders::QuoteState& out) {
  out = known(orders::parse_quote_state(word), "state of a quote", word);
}
void Row::parse(const std::string& word, orders::DecisionMethod& out) {
  out = known(orders::parse_decision_method(word), "method of a decision", word);
}
void Row::parse(const std::string& word, orders::Route& out) {
  out = known(orders::parse_route(word), "route", word);
}
void Row::parse(const std::string& word, orders::Topic& out) {
  out = known(orders::parse_topic(word), "topic", word);
}
void Row::parse(const std::string& word, orders::When& out) {
  out = known(orders::parse_when(word), "rule", word);
}
void Row::parse(const std::string& word, orders::NoticeState& out) {
  out = known(orders::parse_notice_state(word), "state of a notice", word);
}
void Row::parse(const std::string& word, orders::News& out) {
  out = known(orders::parse_news(word), "news", word);
}
void Row::parse(const std::string& word, orders::DeliveryState& out) {
  out = known(orders::parse_delivery_state(word), "state of a delivery", word);
}
void Row::parse(const std::string& word, orders::Role& out) {
  out = known(orders::parse_role(word), "role", word);
}
void Row::parse(const std::string& word, orders::KeyScope& out) {
  out = known(orders::parse_key_scope(word), "scope", word);
}
void Row::parse(const std::string& word, orders::Stage& out) {
  out = known(orders::parse_stage(word), "stage", word);
}
void Row::parse(const std::string& word, orders::QuoteStanding& out) {
  out = known(orders::parse_quote_standing(word), "standing of a quote", word);
}
void Row::parse(const std::string& word, orders::Entry& out) {
  out = known(orders::parse_entry(word), "entry", word);
}

}  // namespace store
