#pragma once

#include "views/html.hpp"
#include "views/pages.hpp"

#include <string>
#include <string_view>

namespace views {

// What a link asks of who holds it before it shows more.
struct EntryForm {
  enum class Asks {
    digits,  // the last four of the telephone number on file
    name,    // what stands before the @ in the e-mail address on file
    send,    // to press a button, which sends a code to the contact on file
    code,    // the code
    call     // nothing that could be answered here: the shop has no contact to ask about
  };
  Asks asks = Asks::call;
  std::string_view path = {};  // of the page, "/t/<code>"
  bool by_mail = false;        // how the code goes out: by e-mail, else as a text message
  bool wrong = false;          // what was typed is not it
};

// The question as a part of the order's page, which shows no more than where the order stands.
Html entry_section(const EntryForm& form, const Locale& locale);
// The question alone: the shop, and nothing of the order.
std::string entry_page(const ShopContact& contact, const EntryForm& form, const Locale& locale,
                       const PageAssets& assets);

}  // namespace views
