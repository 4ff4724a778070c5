#pragma once

#include "orders/shop.hpp"
#include "views/pdf_sheet.hpp"

#include <string>

namespace views {

// What the documents have in common.

// Figures and signs that run left to right in any language, such as a telephone number.
std::string left_to_right(const std::string& text);

Paper paper(std::string title, const std::string& reference, const orders::Shop& shop,
            const orders::Location& location, orders::Instant created_at);
void letterhead(Sheet& sheet, const orders::Shop& shop, const orders::Location& location);
void title(Sheet& sheet, const std::string& text, const std::string& below);

struct Fact {
  std::string label = {}, value = {};
  std::string note = {};
  bool own = false;   // somebody's own words
  bool hash = false;  // one line of 64 digits
};
// A label and what it means, in two columns. Nothing for an empty value.
void fact(Sheet& sheet, const Fact& fact);

// A line under a table of money; the strong one is the sum that counts.
void sum(Sheet& sheet, const std::string& label, const std::string& amount, bool strong = false);

}  // namespace views
