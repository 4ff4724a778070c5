#pragma once

#include "orders/shop.hpp"
#include "views/pages.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace views {

// What stands around every page: head, the shop's band, languages and footer.
struct Frame {
  std::string title = {};
  const orders::Shop* shop = nullptr;  // nullptr: an installation with several, or none yet
  std::optional<orders::Logo> logo = {};
  Html main = {};
  Html footer = {};
  std::string events = {};    // address of the page's live changes; empty: it has none
  std::string version = {};   // of what is shown, for them
  bool has_languages = true;  // false where the address answers a form, which a link cannot repeat
  bool has_pad = false;       // to sign on
};

std::string document(const Frame& frame, const Locale& locale, const PageAssets& assets);

// How to reach the shop and when it is open. `unfold` opens the table of hours.
Html contact_section(const ShopContact& contact, const Locale& locale, bool unfold);
// "Open now until 17:30"; empty when the shop has told no hours.
std::string open_line(const ShopContact& contact, const Locale& locale);
// When any of that would read differently.
std::optional<orders::Instant> contact_reads_until(const ShopContact& contact);

}  // namespace views
