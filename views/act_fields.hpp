#pragma once

#include "views/acts.hpp"
#include "views/html.hpp"

#include <string>
#include <string_view>

namespace views {

// One field of a form. Its fault stands behind it, tied to it for those who do not see the page.
struct Field {
  std::string_view name = {};
  std::string label = {};
  std::string hint = {};
  std::string_view value = {};
  std::string fault = {};
  std::size_t longest = 0;  // characters
  bool required = false;
};

Html name_field(const ActForm& form, const Locale& locale);  // of the person, asked by every act
Html line_field(const Field& field);
Html text_field(const Field& field);
Html box_field(const std::string& said, const ActForm& form, const Locale& locale);
// How a signature is given: drawn on the pad, where the script shows it, or by the typed name.
Html pad_field(const ActForm& form, const Locale& locale);

}  // namespace views
