#pragma once

#include "server/http/form.hpp"
#include "server/http/router.hpp"
#include "server/settings.hpp"
#include "store/store.hpp"
#include "tokens/session.hpp"
#include "views/console/frame.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace server {

using Captures = std::span<const std::string_view>;

// Somebody of the shop, signed in at the console.
struct Desk {
  std::shared_ptr<const Settings> settings;
  store::SignedIn who;
  store::SecretHash key{};  // of the session
  tokens::Entrance by = tokens::Entrance::password;
  orders::Shop shop;
  std::vector<orders::Location> locations;  // that they see
  orders::Zone zone;
  orders::Instant at;
  std::string csrf;
  std::int64_t unread = 0;  // news they have not seen
  views::ConsoleAssets assets;

  const orders::StaffMember& staff() const { return who.staff.member; }
  bool may(orders::Duty duty) const { return orders::may(staff().role, duty); }
  bool sees(const orders::Order& order) const;  // it is of their location
  orders::Actor actor() const;
  orders::Context context() const;  // for the rules
  views::ConsoleView view() const;
};

// The desk behind a request's cookie, or the answer in its stead: 303 to the sign-in (with the way back)
// without a session, 403 without the duty. A look.
Task<std::variant<Desk, Response>> open_desk(Services& services, const Request& request, orders::Duty duty);

// The same for a form: refused as well when it comes from another site (403), lacks the session's token (403,
// the page says to try again) or cannot be read (400).
struct Posted {
  Desk desk;
  Form form;

  std::string text(std::string_view name) const;  // trimmed; empty when absent
  bool ticked(std::string_view name) const;
};
Task<std::variant<Posted, Response>> open_post(Services& services, const Request& request, orders::Duty duty);

// An order that the desk sees, by id or number; 404 else, as if it were not there.
Task<std::variant<orders::Order, Response>> order_at(Services& services, const Desk& desk,
                                                     std::string_view segment);

Response desk_page(const Desk& desk, const views::ConsolePage& page, int status = 200);
Response desk_not_found(const Desk& desk);
// What a rule refused, as a page that says so and leads back.
Response desk_refusal(const Desk& desk, const orders::Refusal& refusal, std::string_view back);
// The faults that a form shows for it.
views::Faults faults_of(const orders::Refusal& refusal);
Response see_other(std::string location);

}  // namespace server
