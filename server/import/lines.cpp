#include "server/import/lines.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace server {

Lines::Lines(const std::filesystem::path& file) : file_(file), in_(file, std::ios::binary) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw ImportError(fmt::format("{} is a folder, not a file", file.string()));
  if (!in_)
    throw ImportError(
        fmt::format("{} cannot be read: {}", file.string(), std::generic_category().message(errno)));
}

std::optional<std::string> Lines::next() {
  std::string line;
  auto* buffer = in_.rdbuf();
  for (int c = buffer->sbumpc(); c != std::ifstream::traits_type::eof(); c = buffer->sbumpc()) {
    line += static_cast<char>(c);
    if (c == '\n') break;
    if (line.size() > longest)
      throw ImportError(fmt::format("{}:{}: the line is longer than 1 MiB", file_.string(), number_ + 1));
  }
  if (line.empty()) return std::nullopt;
  ++number_;
  read_ += line.size();
  return line;
}

}  // namespace server
