#pragma once

#include "tests/blackbox/till.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Customers who act behind their links as a browser without script does: open, fill in, press, confirm.
namespace harness {

using Fields = std::vector<std::pair<std::string, std::string>>;

// A form as a page shows it, with what is sent when nothing is touched.
struct PageForm {
  std::string action = {};  // where it posts to
  Fields fields = {};

  std::string field(std::string_view name) const;  // empty: none
  // The same with these fields: typed, ticked, pressed or forged.
  PageForm with(const Fields& changes) const;
  PageForm named(std::string_view name) const;  // with a name and the box ticked, as each act is confirmed
};
// The form that posts to an address with this ending, its query aside; throws when the page has none.
PageForm form_to(std::string_view html, std::string_view ending);
bool has_form(std::string_view html, std::string_view ending);

// Requests as bytes, for connections that are kept.
std::string post_bytes(const PageForm& form);
std::string get_bytes(std::string_view path);
std::string api_bytes(std::string_view key, std::string_view method, std::string_view path,
                      std::string_view body = "");

wire::Answer submit(const Service& service, const PageForm& form);
// The second step of what a form on the page below the link asks for: its own form.
PageForm second_step(const Service& service, std::string_view page, std::string_view ending,
                     const Fields& changes = {});

// A repair that has just been taken in.
struct Repair {
  std::string number = {}, link = {}, link_id = {};
};
// By the API; the customer has an e-mail address and a phone, and is not told that it was taken in.
std::string repair_body(std::string_view number);
Repair repair_of(const wire::Answer& taken_in);
Repair take_in(const Till& till, std::string_view number);
// One line of this price without tax.
std::string quote_body(int price, std::string_view more = "");

// The entries of this type in the order's evidence, in the order of the chain.
std::vector<boost::json::object> evidence(const Till& till, std::string_view number, std::string_view type);

// The first letter with this text that lies in "mail" or "sms", decoded; waits for it a while, then is empty.
std::string letter_with(const RepairShop& shop, std::string_view folder, std::string_view text);
// All that lie there now.
std::vector<std::string> letters(const RepairShop& shop, std::string_view folder);

// Connections that are kept, to ask many things at once.
class Crowd {
 public:
  Crowd(unsigned short port, std::size_t size) : port_{port}, seats_(size) {}

  // Each on a connection of its own, as many as there are sent before any answer is read; the answers in the
  // order of the requests, without one (status 0) where the service went away.
  std::vector<wire::Answer> ask(const std::vector<std::string>& requests);

 private:
  unsigned short port_;
  std::deque<std::optional<wire::Connection>> seats_;
};

// Nobody is stopped for being quick or often there, unless `more` says so.
Environment at_once(Environment more = {});

// A shop, its service and its system.
struct OpenShop {
  explicit OpenShop(const Environment& more = {}) : service{shop.folder(), at_once(more)} {}

  RepairShop shop{};
  Service service;
  Till till{service, shop.api_key()};
};

}  // namespace harness
