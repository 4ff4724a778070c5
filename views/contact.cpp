#include "views/frame.hpp"
#include "views/words.hpp"

#include <algorithm>

namespace views {
namespace {

using namespace std::chrono;

std::string spans(const std::vector<orders::Span>& day, const Locale& l) {
  if (day.empty()) return l.text("closed");
  std::string out;
  for (const auto& span : day) {
    if (!out.empty()) out += ", ";
    out += l.text("{opens} to {closes}",
                  {{"opens", l.wall_time(span.opens)}, {"closes", l.wall_time(span.closes)}});
  }
  return out;
}

Html week(const ShopContact& contact, const Locale& l, orders::Date today) {
  const auto& hours = contact.location.hours;
  const auto weekday_today = weekday{sys_days{today}}.iso_encoding();
  Html rows;
  for (unsigned day = 1; day <= 7; ++day) {
    const auto open = spans(hours.week[day - 1], l);
    rows += day == weekday_today
                ? html(R"html(<tr class="today" aria-current="date"><th scope="row">{}</th><td>{}</td></tr>
)html",
                       l.weekday(day), open)
                : html(R"html(<tr><th scope="row">{}</th><td>{}</td></tr>
)html",
                       l.weekday(day), open);
  }
  return rows;
}

// Days on which the week does not hold, as far ahead as somebody plans a visit.
Html exceptions(const ShopContact& contact, const Locale& l, orders::Date today) {
  Html rows;
  const auto& all = contact.location.hours.exceptions;
  for (auto day = all.lower_bound(today);
       day != all.end() && sys_days{day->first} < sys_days{today} + days{31}; ++day) {
    const auto open = spans(day->second.spans, l);
    const auto note = when(!day->second.note.empty(), [&] {
      return html(R"html(<br><span class="quiet"><bdi>{}</bdi></span>)html", day->second.note);
    });
    rows += html(R"html(<tr><th scope="row">{}</th><td>{}{}</td></tr>
)html",
                 l.day(day->first), open, note);
  }
  return rows;
}

Html hours(const ShopContact& contact, const Locale& l, bool unfold) {
  if (!contact.location.hours.known()) return {};
  const auto today = contact.zone.local(contact.now).date;
  const auto table = html(R"html(<table class="hours"><caption class="vh">{}</caption>
<tbody>
{}{}</tbody></table>
<p class="quiet">{}</p>)html",
                          l.text("Opening hours"), week(contact, l, today), exceptions(contact, l, today),
                          l.text("Shop time, {zone}", {{"zone", l.zone_name(contact.now, contact.zone)}}));
  const auto line = open_line(contact, l);
  if (unfold)
    return html(R"html(<h3>{}</h3>
<p>{}</p>
{})html",
                l.text("Opening hours"), line, table);
  return html(R"html(<details><summary>{} <span class="quiet">{}</span></summary>
{}
</details>)html",
              l.text("Opening hours"), line, table);
}

Html ways(const orders::ContactDetails& contact, const Locale& l) {
  Html rows;
  const auto row = [&](const std::string& label, const Html& value) {
    rows += html(R"html(<div><dt>{}</dt><dd>{}</dd></div>
)html",
                 label, value);
  };
  if (!contact.phone.empty()) row(l.text("Telephone"), phone_link(contact.phone));
  if (const auto url = Url::mailto(contact.email))
    row(l.text("E-mail"), html(R"html(<a href="{}"><bdi>{}</bdi></a>)html", *url, contact.email));
  if (const auto url = Url::web(contact.website)) {
    auto name = contact.website.substr(contact.website.find("//") + 2);
    if (name.ends_with('/')) name.pop_back();
    row(l.text("Website"), html(R"html(<a href="{}" rel="noreferrer"><bdi>{}</bdi></a>)html", *url, name));
  }
  if (!contact.address.empty()) {
    std::string whole;
    Html lines;
    for (const auto& line : contact.address) {
      lines += html("<bdi>{}</bdi><br>", line);
      whole += whole.empty() ? line : ", " + line;
    }
    row(l.text("Address"), html(R"html({}<a href="{}" rel="noreferrer">{}</a>)html", lines,
                                Url::map_search(whole), l.text("Show on a map")));
  }
  return when(!rows.empty(), [&] {
    return html(R"html(<dl class="ways">
{}</dl>
)html",
                rows);
  });
}

// When the zone's clock is put on or back in between, if it is: its name changes with it.
std::optional<orders::Instant> clock_change(const orders::Zone& zone, orders::Instant from,
                                            orders::Instant to) {
  const auto before = zone.offset_at(from);
  if (zone.offset_at(to) == before) return std::nullopt;
  while (to - from > milliseconds{1}) {
    const auto middle = from + (to - from) / 2;
    (zone.offset_at(middle) == before ? from : to) = middle;
  }
  return to;
}

}  // namespace

std::string open_line(const ShopContact& contact, const Locale& l) {
  if (!contact.location.hours.known()) return {};
  const auto state = open_state(contact.location.hours, contact.zone, contact.now);
  if (!state.changes_at) return state.open ? l.text("Open now") : l.text("Closed now");
  const auto at = *state.changes_at;
  const auto time = l.time(at, contact.zone);
  if (state.open) {
    if (at - contact.now > days{1}) return l.text("Open now");
    return l.text("Open now until {time}", {{"time", time}});
  }
  const auto day = contact.zone.local(at).date;
  const auto days_ahead = sys_days{day} - sys_days{contact.zone.local(contact.now).date};
  if (days_ahead == days{0}) return l.text("Closed now, opens today at {time}", {{"time", time}});
  const auto name = days_ahead < days{7} ? l.weekday(weekday{sys_days{day}}.iso_encoding()) : l.day(day);
  return l.text("Closed now, opens {day} at {time}", {{"day", name}, {"time", time}});
}

Html contact_section(const ShopContact& contact, const Locale& l, bool unfold) {
  const auto place = contact.location.name.empty() || contact.location.name == contact.shop.name
                         ? contact.shop.name
                         : contact.shop.name + ", " + contact.location.name;
  return html(R"html(<section id="shop" aria-labelledby="shop-h" class="card">
<h2 id="shop-h"><bdi>{}</bdi></h2>
{}{}
</section>
)html",
              place, ways(contact.location.contact, l), hours(contact, l, unfold));
}

std::optional<orders::Instant> contact_reads_until(const ShopContact& contact) {
  if (!contact.location.hours.known()) return std::nullopt;
  auto until = contact.zone.end_of(contact.zone.local(contact.now).date);  // another day is marked
  const auto state = open_state(contact.location.hours, contact.zone, contact.now);
  if (state.changes_at) {
    const auto is_told = *state.changes_at - days{1};
    until = std::min(until, state.open && is_told > contact.now ? is_told : *state.changes_at);
  }
  return clock_change(contact.zone, contact.now, until).value_or(until);
}

}  // namespace views
