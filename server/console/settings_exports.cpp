#include "orders/takings.hpp"
#include "server/console/csv_table.hpp"
#include "server/console/settings_handlers.hpp"
#include "server/json/dates.hpp"
#include "server/services.hpp"
#include "views/console/settings_machines.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace server {

using orders::Duty;
using views::Section;

namespace {

constexpr int most_rows = 100'000;

std::string day_text(orders::Date day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

// "2026-05-01 17:30", on the shop's clock.
std::string clock_text(const orders::Zone& zone, const std::optional<orders::Instant>& when) {
  if (!when) return {};
  const auto local = zone.local(*when);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local.time_of_day).count();
  return fmt::format("{} {:02}:{:02}", day_text(local.date), minutes / 60, minutes % 60);
}

// "127.18", with the currency's decimals.
std::string amount_text(std::int64_t amount, orders::Currency currency) {
  const auto digits = fmt::format("{:0{}}", amount < 0 ? -amount : amount, currency.exponent() + 1);
  const auto whole = digits.size() - static_cast<std::size_t>(currency.exponent());
  const auto* sign = amount < 0 ? "-" : "";
  return currency.exponent() == 0
             ? sign + digits
             : fmt::format("{}{}.{}", sign, digits.substr(0, whole), digits.substr(whole));
}

void head(CsvTable& table, std::initializer_list<std::string_view> names) {
  for (const auto name : names) table.plain(name);
  table.end_row();
}

std::string orders_csv(const std::vector<orders::OrderCard>& cards, const Desk& desk) {
  CsvTable table;
  head(table, {"number", "location", "customer", "device", "stage", "status", "quote", "promised", "balance",
               "currency", "taken_in", "changed"});
  for (const auto& card : cards) {
    const auto place = std::ranges::find(desk.locations, card.location, &orders::Location::id);
    table.text(card.number).text(place == desk.locations.end() ? std::string{} : place->name);
    table.text(card.customer).text(card.device).plain(name(card.stage)).text(card.status);
    table.plain(name(standing_at(card, desk.at))).plain(clock_text(desk.zone, card.promised_at));
    table.plain(amount_text(card.balance, card.currency)).plain(card.currency.code());
    table.plain(clock_text(desk.zone, card.created_at)).plain(clock_text(desk.zone, card.updated_at));
    table.end_row();
  }
  return std::move(table).release();
}

std::string quotes_csv(const std::vector<store::QuoteRow>& rows, const Desk& desk) {
  CsvTable table;
  head(table, {"number", "round", "state", "sent", "decided", "by", "how", "reason", "net", "tax", "gross",
               "currency"});
  for (const auto& [order, number, quote] : rows) {
    const auto decision = quote.decision.value_or(orders::Decision{});
    const auto decided = quote.decision ? std::optional(decision.at) : std::nullopt;
    const auto sums = totals(quote);
    table.text(number).plain(std::to_string(quote.round)).plain(name(state_at(quote, desk.at)));
    table.plain(clock_text(desk.zone, quote.sent_at)).plain(clock_text(desk.zone, decided));
    table.text(decision.name).plain(quote.decision ? name(decision.method) : "").text(decision.reason);
    for (const auto amount : {sums.net, sums.tax, sums.gross})
      table.plain(amount_text(amount, quote.currency));
    table.plain(quote.currency.code()).end_row();
  }
  return std::move(table).release();
}

std::string takings_csv(const std::vector<store::PaymentRow>& rows, const Desk& desk) {
  std::vector<orders::Payment> payments;
  for (const auto& row : rows) payments.push_back(row.payment);
  CsvTable table;
  head(table, {"day", "method", "taken", "returned", "net", "currency"});
  for (const auto& sum : orders::takings(payments, desk.zone)) {
    table.plain(day_text(sum.day)).text(sum.method);
    for (const auto amount : {sum.taken, sum.returned, sum.taken - sum.returned})
      table.plain(amount_text(amount, sum.currency));
    table.plain(sum.currency.code()).end_row();
  }
  return std::move(table).release();
}

Response exports_answer(const Desk& desk, const Request& request, const views::ExportForm& form,
                        const views::Faults& faults = {}) {
  return settings_answer(desk, request, Section::exports, views::exports_settings(form, faults),
                         faults.empty());
}

// The table, written where no other request waits for it; a fault when there is more than one holds.
template <class Row>
Task<std::variant<Response, views::Faults>> table_of(Services& services, const Desk& desk,
                                                     const std::vector<Row>& rows,
                                                     std::string (*write)(const std::vector<Row>&,
                                                                          const Desk&)) {
  if (rows.size() > most_rows)
    co_return views::Faults{{"to", "These are more than 100,000 rows. Choose fewer days."}};
  const auto work = [&rows, &desk, write](const outbox::Stopping&) { return write(rows, desk); };
  auto bytes = co_await services.press.run(work);
  if (!bytes) throw store::Unavailable("too many tables at once");
  co_return Response{.content_type = "text/csv; charset=utf-8; header=present",
                     .body = *std::move(bytes),
                     .compressible = false};
}

}  // namespace

Task<Response> show_exports(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Desk>(opened);
  const auto today = desk.zone.local(desk.at).date;
  const orders::Date first{today.year(), today.month(), std::chrono::day{1}};
  co_return exports_answer(desk, request, {.from = day_text(first), .to = day_text(today)});
}

Task<Response> send_export(Services& services, const Request& request, Captures) {
  auto opened = co_await open_desk(services, request, Duty::manage);
  if (auto* refused = std::get_if<Response>(&opened)) co_return std::move(*refused);
  const auto& desk = std::get<Desk>(opened);
  const views::ExportForm form{.from = request.parameter("from").value_or(""),
                               .to = request.parameter("to").value_or("")};
  const auto of = request.parameter("of").value_or("");
  const auto from = parse_date(form.from), to = parse_date(form.to);
  views::Faults faults;
  if (!from) faults.push_back({"from", "Choose a day."});
  if (!to) faults.push_back({"to", "Choose a day."});
  if (from && to && *to < *from) faults.push_back({"to", "It is before the first day."});
  if (!faults.empty()) co_return exports_answer(desk, request, form, faults);
  const store::Span span{.shop = desk.shop.id,
                         .location = desk.staff().location,
                         .from = desk.zone.start_of(*from),
                         .until = desk.zone.end_of(*to)};
  std::variant<Response, views::Faults> made;
  if (of == "orders") {
    const auto rows = co_await services.store.orders_between(span, most_rows + 1);
    made = co_await table_of(services, desk, rows, orders_csv);
  } else if (of == "quotes") {
    const auto rows = co_await services.store.quotes_between(span, most_rows + 1);
    made = co_await table_of(services, desk, rows, quotes_csv);
  } else if (of == "takings") {
    const auto rows = co_await services.store.payments_between(span, most_rows + 1);
    made = co_await table_of(services, desk, rows, takings_csv);
  } else {
    co_return desk_not_found(desk);
  }
  if (const auto* too_much = std::get_if<views::Faults>(&made))
    co_return exports_answer(desk, request, form, *too_much);
  auto& answer = std::get<Response>(made);
  answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}-{}-{}.csv\"", of,
                                                                 day_text(*from), day_text(*to)));
  co_return std::move(answer);
}

}  // namespace server
