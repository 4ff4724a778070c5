#pragma once

#include "views/locale.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace views {

// The sentences of one language: a compiled gettext catalogue. Without one every message stays in English.
class Catalogue {
 public:
  Catalogue();
  Catalogue(std::string_view tag, std::string_view mo_bytes);
  ~Catalogue();

  std::string_view find(std::string_view message) const;
  std::string_view find(std::string_view one, std::string_view many, long n) const;

 private:
  struct Messages;
  std::unique_ptr<Messages> messages_;
};

// Fills the {named} places of a message. A place that nobody fills stays as it is, so a page never breaks
// over it. With `isolate` each filling is wrapped in U+2068 … U+2069, so that "iPhone 13" reads left to right
// in Arabic.
std::string fill(std::string_view message, std::initializer_list<Argument> arguments, bool isolate);

}  // namespace views
