#pragma once

#include <string_view>
#include <vector>

namespace views {

struct EmbeddedFile {
  std::string_view name;  // "page.css", "de.mo"
  std::string_view bytes;
};

// What cmake/embed.cmake put into the binary.
const std::vector<EmbeddedFile>& embedded_files();
// Throws std::out_of_range for a name that was not embedded.
std::string_view embedded(std::string_view name);

}  // namespace views
