#include "server/console/settings_handlers.hpp"
#include "server/house_contact.hpp"
#include "server/json/shop_json.hpp"
#include "server/media/logo.hpp"
#include "server/services.hpp"
#include "tokens/uuid.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>

namespace server {

namespace json = boost::json;
using orders::Duty;
using views::Section;

namespace {

constexpr std::string_view a_new_one = "new";

// One of those that the desk sees.
const orders::Location* location_at(const Desk& desk, std::string_view id) {
  const auto found = std::ranges::find(desk.locations, id, [](const auto& one) { return one.id.text(); });
  return found == desk.locations.end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

json::array lines_of(std::string_view text) {
  json::array lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

views::LocationForm shown(const orders::Location& location) {
  const auto& contact = location.contact;
  return {.id = location.id.text(),
          .name = location.name,
          .phone = contact.phone,
          .email = contact.email,
          .website = contact.website,
          .address = joined(contact.address),
          .hours = hours_text(location.hours),
          .time_zone = location.zone,
          .colour = location.branding.colour,
          .message = location.branding.message,
          .version = location.version};
}

Response location_answer(const Desk& desk, const Request& request, const views::LocationForm& form,
                         const views::Faults& faults = {}) {
  const auto* known = location_at(desk, form.id);
  const auto logo = known ? known->branding.logo : std::nullopt;
  return settings_answer(desk, request, Section::locations,
                         views::location_settings(form, logo, faults, desk.view()), faults.empty());
}

// Whoever sees one location alone adds none.
bool may_add(const Desk& desk) { return desk.may(Duty::own) && !desk.staff().location; }

Response saved(const orders::Location& location) {
  return see_other("/staff/settings/locations/" + location.id.text() + "?done=saved");
}

}  // namespace

Task<Response> show_locations(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  co_return settings_answer(here, request, Section::locations,
                            views::locations_list(here.locations, here.view()));
}

Task<Response> show_location(Services& services, const Request& request, Captures captures) {
  auto desk = co_await open_desk(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  if (captures[0] == a_new_one && may_add(here)) {
    const auto zone = here.locations.empty() ? std::string("Europe/London") : here.locations.front().zone;
    co_return location_answer(here, request, {.time_zone = zone});
  }
  const auto* location = location_at(here, captures[0]);
  if (!location) co_return desk_not_found(here);
  co_return location_answer(here, request, shown(*location));
}

Task<Response> save_location(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  const auto& desk = posted.desk;
  const bool adding = captures[0] == a_new_one && may_add(desk);
  const auto* known = location_at(desk, captures[0]);
  if (!known && !adding) co_return desk_not_found(desk);
  const views::LocationForm form{.id = adding ? std::string{} : known->id.text(),
                                 .name = posted.text("name"),
                                 .phone = posted.text("phone"),
                                 .email = posted.text("email"),
                                 .website = posted.text("website"),
                                 .address = posted.text("address"),
                                 .hours = posted.text("hours"),
                                 .time_zone = posted.text("time_zone"),
                                 .colour = posted.text("colour"),
                                 .message = posted.text("message"),
                                 .version = version_of(posted)};
  auto hours = form.hours;  // one rule a line reads better than all in one
  std::ranges::replace(hours, '\n', ';');
  const json::object members{
      {"name", form.name},       {"phone", form.phone},     {"email", form.email},
      {"website", form.website}, {"hours", hours},          {"time_zone", form.time_zone},
      {"colour", form.colour},   {"message", form.message}, {"address", lines_of(form.address)}};
  auto wanted = patch_location(
      members, adding ? orders::Location{.id = {tokens::new_uuid(desk.at)}, .shop = desk.shop.id} : *known);
  if (!wanted) co_return location_answer(desk, request, form, faults_of(wanted.error()));
  std::optional<orders::Outcome<orders::Location>> kept;
  if (adding) {
    kept = co_await services.store.add_location(*std::move(wanted));
  } else {
    wanted->version = form.version;
    kept = co_await services.store.update_location(*std::move(wanted));
  }
  if (!*kept) co_return location_answer(desk, request, form, faults_of(kept->error()));
  co_await services.house.refresh(services.store);
  co_return saved(**kept);
}

Task<Response> save_location_logo(Services& services, const Request& request, Captures captures) {
  auto opened = co_await open_post(services, request, Duty::manage);
  if (auto* answer = std::get_if<Response>(&opened)) co_return std::move(*answer);
  const auto& posted = std::get<Posted>(opened);
  const auto* known = location_at(posted.desk, captures[0]);
  if (!known) co_return desk_not_found(posted.desk);
  auto wanted = *known;
  wanted.version = version_of(posted);
  if (posted.ticked("remove")) {
    wanted.branding.logo.reset();
  } else {
    std::string picture = posted.form.files.empty() ? std::string{} : posted.form.files.front().bytes;
    const auto logo = co_await keep_logo(services, std::move(picture));
    if (!logo) co_return location_answer(posted.desk, request, shown(*known), faults_of(logo.error()));
    wanted.branding.logo = *logo;
  }
  const auto kept = co_await services.store.update_location(std::move(wanted));
  if (!kept) co_return location_answer(posted.desk, request, shown(*known), faults_of(kept.error()));
  co_return saved(*kept);
}

}  // namespace server
