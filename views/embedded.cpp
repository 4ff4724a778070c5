#include "views/embedded.hpp"

#include <stdexcept>
#include <string>

namespace views {

std::string_view embedded(std::string_view name) {
  for (const auto& file : embedded_files())
    if (file.name == name) return file.bytes;
  throw std::out_of_range("not embedded: " + std::string(name));
}

}  // namespace views
