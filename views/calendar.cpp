#include "views/calendar.hpp"

#include "views/words.hpp"

#include <libical/ical.h>

#include <algorithm>
#include <memory>

namespace views {
namespace {

using namespace std::chrono;
using orders::Instant;
using orders::Step;

// From and to; equal for a whole day that starts there.
struct Visit {
  Instant from{}, to{};
};

constexpr auto usual_visit = minutes{30};

Visit whole_day(const OrderView& view, Instant when) {
  const auto start = view.zone.start_of(view.zone.local(when).date);
  return {start, start};
}

std::optional<Visit> when_ready(const OrderView& view) {
  const auto& hours = view.location.hours;
  if (!hours.known()) return whole_day(view, view.now);
  const auto state = open_state(hours, view.zone, view.now);
  if (!state.changes_at) return state.open ? std::optional{whole_day(view, view.now)} : std::nullopt;
  if (state.open) return Visit{view.now, *state.changes_at};
  const auto closes = open_state(hours, view.zone, *state.changes_at).changes_at;
  return Visit{*state.changes_at, closes.value_or(*state.changes_at + usual_visit)};
}

std::optional<Visit> visit(const OrderView& view) {
  const auto& order = view.order;
  const auto at = step(order, orders::StatusTable::standard());
  if (order.cancelled || order.ended_at || at == Step::collected) return std::nullopt;
  if (at == Step::ready) return when_ready(view);
  if (!order.promised_at) return std::nullopt;
  if (view.zone.local(*order.promised_at).time_of_day == 0ms) return whole_day(view, *order.promised_at);
  return Visit{*order.promised_at, *order.promised_at + usual_visit};
}

icaltimetype utc(Instant when) {
  return icaltime_from_timet_with_zone(system_clock::to_time_t(floor<seconds>(when)), 0,
                                       icaltimezone_get_utc_timezone());
}

icaltimetype day(orders::Date date) {
  auto made = icaltime_null_date();
  made.year = static_cast<int>(date.year());
  made.month = static_cast<int>(static_cast<unsigned>(date.month()));
  made.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return made;
}

std::string place(const OrderView& view) {
  auto named = view.shop.name;
  for (const auto& line : view.location.contact.address) named += ", " + line;
  return named;
}

std::string description(const OrderView& view, const Locale& l) {
  auto said = l.text("Order") + " " + view.order.number;
  if (const auto& phone = view.location.contact.phone; !phone.empty())
    said += "\n" + l.text("Telephone") + ": " + phone_text(phone);
  return said;
}

std::string summary(const OrderView& view, const Locale& l) {
  const auto& devices = view.order.devices;
  const auto what = devices.size() == 1 ? device_name(devices.front(), l) : view.order.number;
  return l.text("Collect: {what}", {{"what", what}});
}

}  // namespace

std::optional<std::string> pickup_ics(const OrderView& view, const Locale& l) {
  const auto planned = visit(view);
  if (!planned) return std::nullopt;
  auto* event = icalcomponent_new_vevent();
  const auto add = [&](icalproperty* property) { icalcomponent_add_property(event, property); };
  add(icalproperty_new_uid((view.order.id.text() + "@claimcheck").c_str()));
  add(icalproperty_new_sequence(static_cast<int>(view.order.version)));
  add(icalproperty_new_dtstamp(utc(view.now)));
  if (planned->from == planned->to) {
    const auto date = view.zone.local(planned->from).date;
    add(icalproperty_new_dtstart(day(date)));
    add(icalproperty_new_dtend(day(sys_days{date} + days{1})));
  } else {
    add(icalproperty_new_dtstart(utc(planned->from)));
    add(icalproperty_new_dtend(utc(planned->to)));
  }
  add(icalproperty_new_summary(summary(view, l).c_str()));
  add(icalproperty_new_location(place(view).c_str()));
  add(icalproperty_new_description(description(view, l).c_str()));

  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> calendar{icalcomponent_new_vcalendar(),
                                                                               icalcomponent_free};
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//claimcheck//claimcheck//EN"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
  icalcomponent_add_component(calendar.get(), event);
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text{
      icalcomponent_as_ical_string_r(calendar.get()), icalmemory_free_buffer};
  return std::string(text.get());
}

}  // namespace views
