#include "views/console/people.hpp"
#include "server/console/answers.hpp"
#include "server/console/handlers.hpp"
#include "server/console/opening.hpp"
#include "server/services.hpp"
#include "tokens/api_key.hpp"
#include "tokens/uuid.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace server {

namespace {

using orders::Duty;
using orders::StaffMember;

constexpr auto sign_in_life = std::chrono::hours{24};

std::string done_before(const Request& request) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> known{{
      {"mailed", "The invitation is on its way."},
      {"saved", "Saved."},
      {"switched", "Done. Whoever was signed in with it is signed out."},
      {"reset", "The second factor is off for them. They can set it up again."},
  }};
  const auto done = request.parameter("done").value_or("");
  for (const auto& [name, said] : known)
    if (done == name) return std::string(said);
  return {};
}

// What a form says of role and place; both are checked, since no page of ours sends others.
struct Asked {
  std::optional<orders::Role> role;
  std::optional<orders::LocationId> location;
};
Asked asked(const Posted& posted, views::Faults& faults) {
  Asked result{.role = orders::parse_role(posted.text("role")), .location = std::nullopt};
  if (!result.role) faults.push_back({"role", "Choose a role."});
  const auto place = posted.text("location");
  if (place.empty()) return result;
  result.location = orders::LocationId::parse(place);
  const auto& locations = posted.desk.locations;
  if (!result.location ||
      std::ranges::find(locations, *result.location, &orders::Location::id) == locations.end())
    faults.push_back({"location", "Choose one of the shop's locations."});
  if (result.role == orders::Role::owner) faults.push_back({"location", "An owner sees all locations."});
  return result;
}

void check_name(const StaffMember& member, views::Faults& faults) {
  if (member.name.empty() || member.name.size() > 200)
    faults.push_back({"name", "Type a name of at most 200 characters."});
  if (!orders::is_email(member.email)) faults.push_back({"email", "Type a whole e-mail address."});
}

Task<Response> people_answer(Services& services, const Desk& desk, views::PeoplePage page,
                             std::string notice = {}) {
  page.people = co_await services.store.staff(desk.shop.id);
  page.locations = desk.locations;
  const int status = page.faults.empty() ? 200 : 422;
  const auto view = desk.view();
  co_return desk_page(desk,
                      {.title = "People",
                       .place = views::Place::people,
                       .main = views::people_page(page, view),
                       .notice = std::move(notice)},
                      status);
}

Response person_answer(const Desk& desk, StaffMember person, views::Faults faults, std::string notice = {}) {
  const int status = faults.empty() ? 200 : 422;
  auto title = person.name;
  const views::PersonPage page{
      .person = std::move(person), .locations = desk.locations, .faults = std::move(faults)};
  return desk_page(desk,
                   {.title = std::move(title),
                    .place = views::Place::people,
                    .main = views::person_page(page, desk.view()),
                    .notice = std::move(notice)},
                   status);
}

// A form about a person of the owner's shop, or the answer in its stead.
struct About {
  Posted posted;
  store::Staff staff;
};
Task<std::variant<About, Response>> open_about(Services& services, const Request& request,
                                               std::string_view id) {
  auto posted = co_await open_post(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  auto& here = std::get<Posted>(posted);
  const auto wanted = orders::StaffId::parse(id);
  std::optional<store::Staff> staff;
  if (wanted) staff = co_await services.store.find_staff(here.desk.shop.id, *wanted);
  if (!staff) co_return desk_not_found(here.desk);
  co_return About{std::move(here), *std::move(staff)};
}

std::string address_of(const StaffMember& person, std::string_view done) {
  return "/staff/people/" + person.id.text() + "?done=" + std::string(done);
}

Response link_answer(const Desk& desk, const StaffMember& person, const std::string& token) {
  const auto link = desk.settings->public_url + "/staff/sign-in/" + token;
  return desk_page(
      desk,
      {.title = "Sign-in link", .place = views::Place::people, .main = views::invitation_page(person, link)});
}

}  // namespace

Task<Response> show_people(Services& services, const Request& request, Captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  views::PeoplePage page;
  co_return co_await people_answer(services, std::get<Desk>(desk), std::move(page), done_before(request));
}

Task<Response> add_person(Services& services, const Request& request, Captures) {
  auto posted = co_await open_post(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&posted)) co_return std::move(*answer);
  const auto& here = std::get<Posted>(posted);
  const auto& desk = here.desk;
  views::PeoplePage page;
  page.typed = {.email = lower_trimmed(here.text("email")),
                .name = here.text("name"),
                .role = here.text("role"),
                .location = here.text("location"),
                .by_mail = here.ticked("by_mail")};
  const auto [role, location] = asked(here, page.faults);
  StaffMember member{.id = {tokens::new_uuid(desk.at)},
                     .shop = desk.shop.id,
                     .location = location,
                     .email = page.typed.email,
                     .name = page.typed.name,
                     .role = role.value_or(orders::Role::viewer),
                     .created_at = desk.at};
  check_name(member, page.faults);
  const auto token = tokens::mint_one_time_token();
  if (page.faults.empty()) {
    store::Staff staff{.member = member, .sign_in_hash = token.hash, .sign_in_until = desk.at + sign_in_life};
    const auto added = co_await services.store.add_staff(std::move(staff));
    if (!added) page.faults = faults_of(added.error());
  }
  if (!page.faults.empty()) co_return co_await people_answer(services, desk, std::move(page));
  if (!page.typed.by_mail) co_return link_answer(desk, member, token.text);
  // The link is made when the mail is sent and takes the place of this one.
  store::Notice notice{.id = {tokens::new_uuid(desk.at)},
                       .shop = desk.shop.id,
                       .topic = orders::Topic::staff_sign_in,
                       .staff = member.id,
                       .created_at = desk.at,
                       .due_at = desk.at};
  const auto queued = co_await services.store.queue_notice(std::move(notice));
  if (!queued) co_return desk_refusal(desk, queued.error(), "/staff/people");
  co_return see_other("/staff/people?done=mailed");
}

Task<Response> show_person(Services& services, const Request& request, Captures captures) {
  auto desk = co_await open_desk(services, request, Duty::own);
  if (auto* answer = std::get_if<Response>(&desk)) co_return std::move(*answer);
  const auto& here = std::get<Desk>(desk);
  const auto id = orders::StaffId::parse(captures[0]);
  std::optional<store::Staff> staff;
  if (id) staff = co_await services.store.find_staff(here.shop.id, *id);
  if (!staff) co_return desk_not_found(here);
  co_return person_answer(here, staff->member, {}, done_before(request));
}

Task<Response> change_person(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* answer = std::get_if<Response>(&about)) co_return std::move(*answer);
  const auto& [posted, staff] = std::get<About>(about);
  auto member = staff.member;
  views::Faults faults;
  const auto [role, location] = asked(posted, faults);
  member.role = role.value_or(member.role);
  member.location = location;
  member.name = posted.text("name");
  member.email = lower_trimmed(posted.text("email"));
  check_name(member, faults);
  const auto version = posted.text("version");
  std::from_chars(version.data(), version.data() + version.size(), member.version);
  if (!faults.empty()) co_return person_answer(posted.desk, std::move(member), std::move(faults));
  const auto changed = co_await services.store.update_staff(member, posted.desk.at);
  if (!changed) co_return person_answer(posted.desk, std::move(member), faults_of(changed.error()));
  co_return see_other(address_of(*changed, "saved"));
}

// Disables or lets in again, by the last segment of the address.
Task<Response> switch_person(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* answer = std::get_if<Response>(&about)) co_return std::move(*answer);
  const auto& [posted, staff] = std::get<About>(about);
  auto member = staff.member;
  const bool off = request.path.ends_with("/disable");
  if (off == member.disabled_at.has_value()) co_return see_other(address_of(member, "saved"));
  member.disabled_at = off ? std::optional(posted.desk.at) : std::nullopt;
  const auto changed = co_await services.store.update_staff(member, posted.desk.at);
  if (!changed) co_return person_answer(posted.desk, staff.member, faults_of(changed.error()));
  co_return see_other(address_of(*changed, off ? "switched" : "saved"));
}

Task<Response> invite_person(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* answer = std::get_if<Response>(&about)) co_return std::move(*answer);
  const auto& [posted, staff] = std::get<About>(about);
  const auto& desk = posted.desk;
  if (staff.member.disabled_at) {
    views::Faults faults{{"", "Somebody who is disabled cannot sign in. Let them in again first."}};
    co_return person_answer(desk, staff.member, std::move(faults));
  }
  const auto token = tokens::mint_one_time_token();
  const auto until = desk.at + sign_in_life;
  const auto set = co_await services.store.set_sign_in(desk.shop.id, staff.member.id, token.hash, until);
  if (!set) co_return desk_refusal(desk, set.error(), "/staff/people");
  co_return link_answer(desk, staff.member, token.text);
}

Task<Response> reset_second_factor(Services& services, const Request& request, Captures captures) {
  auto about = co_await open_about(services, request, captures[0]);
  if (auto* answer = std::get_if<Response>(&about)) co_return std::move(*answer);
  const auto& [posted, staff] = std::get<About>(about);
  const std::vector<store::SecretHash> none;
  const auto set = co_await services.store.set_totp(posted.desk.shop.id, staff.member.id, "", none);
  if (!set) co_return desk_refusal(posted.desk, set.error(), "/staff/people");
  co_return see_other(address_of(staff.member, "reset"));
}

}  // namespace server
