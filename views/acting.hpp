#pragma once

#include "views/acts.hpp"
#include "views/frame.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace views {

// What the order's page and the pages below it share where a customer can act.

// Whether pages below the order's can be led to: there is an address, and the link shows the order itself.
bool leads(const OrderView& view);
// Whether a form may stand on the page: besides, the order is open.
bool acts(const OrderView& view);
bool acts(const OrderView& view, orders::Power power);

// Of everything that a page is made of, as the stream of its changes names them: order, link, location, shop.
std::string shown_versions(const OrderView& view);

// An address below the order's page, "/pay". It names the language, so that what was read in one is not
// confirmed in another.
Url below(const OrderView& view, std::string_view rest, const Locale& locale);

Html hidden_field(std::string_view name, std::string_view value);
// The one button of a form; `filled` is for the page's only pressing one.
Html submit_button(const std::string& said, bool filled);
// "Questions? Call us: +44 …"; empty when the shop has told no number.
Html call_line(const OrderView& view, const Locale& locale);
std::string file_size(std::int64_t bytes, const Locale& locale);  // "2.3 MB"

// A page below the order's: reference and headline, the way back, the shop's telephone.
struct SidePage {
  std::string title = {};  // of the window
  Html heading = {};       // empty: the title
  Html lead = {};          // under the headline
  Html main = {};
  bool has_languages = true;  // false where the address answers a form
  bool has_pad = false;
  bool is_live = false;  // shows changes of the order as they come
};
std::string side_page(const OrderView& view, SidePage page, const Locale& locale, const PageAssets& assets);

// The lines of a quote and their sum, as it stands in `state`.
Html quote_table(const orders::Quote& quote, orders::QuoteState state, const Locale& locale);
// What a document is for, as a word.
std::string purpose_name(orders::Purpose purpose, const Locale& locale);
// The version to sign: none of the same purpose and title is newer.
bool is_latest(const orders::Order& order, const orders::Document& document);
// Who signed it and when.
Html signed_line(const orders::Signature& signature, const OrderView& view, const Locale& locale);

}  // namespace views
