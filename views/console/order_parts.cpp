#include "views/console/order_parts.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace views {
namespace {

std::string stamp(const OrderDesk& desk) { return std::to_string(desk.order.events.size()); }

std::string_view look_of(Weight weight) {
  switch (weight) {
    case Weight::plain: return "plain";
    case Weight::filled: return "button";
    case Weight::danger: return "danger";
  }
  return {};
}

Html carried(const OrderDesk& desk) {
  Html all = csrf_field(desk.console);
  all += hidden("operation", desk.operation);
  all += hidden("seen", stamp(desk));
  return all;
}

}  // namespace

bool Retry::holds(std::string_view name) const {
  return std::ranges::any_of(faults, [&](const Fault& fault) { return fault.field == name; });
}

std::string_view Retry::value(std::string_view name, std::string_view otherwise) const {
  const auto found = std::ranges::find(typed, name, &std::pair<std::string, std::string>::first);
  return found == typed.end() ? otherwise : found->second;
}

bool Retry::ticked(std::string_view name, bool otherwise) const {
  // A box that is not ticked is not sent: only a form that came back can tell.
  return typed.empty() ? otherwise : !value(name, "").empty();
}

Url order_url(const OrderDesk& desk, std::string_view rest) {
  return Url::local("/staff/orders/" + desk.order.id.text() + std::string(rest));
}

Html order_form(const OrderDesk& desk, std::string_view rest, const Html& fields) {
  return html(R"html(<form method="post" action="{}">{}
{}</form>
)html",
              order_url(desk, rest), carried(desk), fields);
}

Html order_file_form(const OrderDesk& desk, std::string_view rest, const Html& fields) {
  return html(R"html(<form method="post" action="{}" enctype="multipart/form-data">{}
{}</form>
)html",
              order_url(desk, rest), carried(desk), fields);
}

Html hidden(std::string_view name, std::string_view value) {
  return html(R"html(<input type="hidden" name="{}" value="{}">)html", name, value);
}

Html no_default() {
  return html(R"html(<button type="submit" disabled hidden>Choose below</button>
)html");
}

Html press(std::string_view said, Weight weight, std::string_view key) {
  const auto hint = when(!key.empty(), [&] { return html(" <kbd>{}</kbd>", key); });
  const auto look = look_of(weight);
  if (key.empty())
    return html(R"html(<button type="submit" class="{}">{}</button>
)html",
                look, said);
  return html(R"html(<button type="submit" class="{}" data-key="{}">{}{}</button>
)html",
              look, key, said, hint);
}

Html press_for(std::string_view name, std::string_view value, std::string_view said, Weight weight) {
  return html(R"html(<button type="submit" class="{}" name="{}" value="{}">{}</button>
)html",
              look_of(weight), name, value, said);
}

Html fold(const OrderDesk& desk, const Fold& what, const Html& inside) {
  const bool refused = std::ranges::any_of(
      what.fields, [&](auto name) { return desk.retry.holds(name) || !desk.retry.value(name, "").empty(); });
  const auto summary =
      what.key.empty()
          ? html("<summary>{}</summary>", what.summary)
          : html(R"html(<summary data-key="{}" data-key-label="{}">{} <kbd>{}</kbd></summary>)html", what.key,
                 what.summary, what.summary, what.key);
  if (refused)
    return html(R"html(<details class="fold" id="{}" open>{}
{}</details>
)html",
                what.id, summary, inside);
  return html(R"html(<details class="fold" id="{}">{}
{}</details>
)html",
              what.id, summary, inside);
}

Html order_field(const OrderDesk& desk, Field field) {
  field.value = desk.retry.value(field.name, field.value);
  return views::field(field, desk.retry.faults);
}

Html order_text(const OrderDesk& desk, Field field, int rows) {
  field.value = desk.retry.value(field.name, field.value);
  return text_area(field, rows, desk.retry.faults);
}

Html order_choice(const OrderDesk& desk, Field field, const std::vector<Choice>& choices) {
  field.value = desk.retry.value(field.name, field.value);
  return choice(field, choices, desk.retry.faults);
}

Html public_tick(const OrderDesk& desk, std::string_view name) {
  return tick("The customer may read this note", name, desk.retry.ticked(name, false));
}

Html chip(std::string_view word, Tone tone) {
  constexpr std::string_view looks[] = {"chip", "chip info", "chip good", "chip warn"};
  return html(R"html(<span class="{}">{}</span>)html", looks[static_cast<int>(tone)], word);
}

std::string short_time_text(const OrderDesk& desk, orders::Instant when) {
  const auto& zone = desk.console.zone;
  const auto then = zone.local(when), today = zone.local(desk.console.now);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(then.time_of_day).count();
  const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  if (then.date == today.date) return clock;
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = fmt::format("{} {}", static_cast<unsigned>(then.date.day()),
                               months[static_cast<unsigned>(then.date.month()) - 1]);
  if (then.date.year() == today.date.year()) return day + ' ' + clock;
  return fmt::format("{} {}", day, static_cast<int>(then.date.year()));
}

Html short_time(const OrderDesk& desk, orders::Instant when) {
  const auto machine = fmt::format("{:%FT%TZ}", std::chrono::floor<std::chrono::seconds>(when));
  return html(R"html(<time datetime="{}" title="{}">{}</time>)html", machine,
              desk.locale.date_time(when, desk.console.zone), short_time_text(desk, when));
}

std::string money_text(const OrderDesk& desk, std::int64_t amount, orders::Currency currency) {
  return desk.locale.money({amount, currency});
}

std::string amount_text(std::int64_t amount, orders::Currency currency) {
  std::int64_t whole = 1;
  for (int i = 0; i < currency.exponent(); ++i) whole *= 10;
  const auto size = amount < 0 ? -amount : amount;
  const auto sign = amount < 0 ? "-" : "";
  if (whole == 1) return fmt::format("{}{}", sign, size);
  return fmt::format("{}{}.{:0{}}", sign, size / whole, size % whole, currency.exponent());
}

}  // namespace views
