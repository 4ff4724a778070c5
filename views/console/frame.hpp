#pragma once

#include "orders/shop.hpp"
#include "orders/staff.hpp"
#include "views/html.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace views {

// What the console's pages link to, under names that hold the hash of their bytes.
struct ConsoleAssets {
  Url stylesheet;
  Url script;
  Url scan_script;
  Url icon;
};

// Who looks at a page of the console, and when. References live as long as the call.
struct ConsoleView {
  const orders::Shop& shop;
  const orders::StaffMember& who;
  const orders::Zone& zone;  // of their location, or the shop's first
  const ConsoleAssets& assets;
  orders::Instant now;
  std::string_view csrf;    // the session's token, to be sent with every form
  std::int64_t unread = 0;  // news they have not seen
  bool may(orders::Duty duty) const { return orders::may(who.role, duty); }
};

// Where a page stands in the console's menu.
enum class Place { none, board, orders, new_order, scan, news, settings, people, me };

struct ConsolePage {
  std::string title = {};
  Place place = Place::none;
  Html main = {};
  std::string notice = {};   // what was just done, for a status line; plain text
  std::string watches = {};  // order id whose changes the page shows; empty: those of any order
  bool has_scanner = false;
};

// The whole document: head, menu, bell, `main`, which begins with its own heading (`page_head`). What the
// pages are made of is listed at the head of scripts/console/frame.css; what scripts may call, in
// scripts/console/frame.js.
std::string console_document(const ConsolePage& page, const ConsoleView& view);
// The same frame for who is not signed in: sign-in, recovery.
std::string console_door(const std::string& title, const Html& main, const ConsoleAssets& assets);

// The heading of a page with what can be done there beside it: links and buttons.
Html page_head(std::string_view title, const Html& actions = {});

// What was wrong with a field, for its line and for the summary above the form.
struct Fault {
  std::string field = {};
  std::string text = {};
};
using Faults = std::vector<Fault>;
// A list of links to the fields at fault, focused when the page opens; nothing without faults.
Html fault_summary(const Faults& faults);
// The fault of a field as its own line, with the id "<field>-fault"; nothing when it is sound.
Html fault_line(const Faults& faults, std::string_view field);

// The hidden field that every form carries.
Html csrf_field(const ConsoleView& view);

// A labelled input with its hint and fault. `type` is text, email, tel, date, number, password, …
struct Field {
  std::string_view label, name, value = {};
  std::string_view type = "text";
  std::string_view hint = {};
  bool required = false;
  std::string_view autocomplete = "off";
  std::string_view id = {};  // where a name stands twice on a page; else the name
};
Html field(const Field& field, const Faults& faults);
Html text_area(const Field& field, int rows, const Faults& faults);
struct Choice {
  std::string value = {}, label = {};
};
Html choice(const Field& field, const std::vector<Choice>& choices, const Faults& faults);
Html tick(std::string_view label, std::string_view name, bool ticked);

}  // namespace views
