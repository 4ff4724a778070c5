#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>

namespace server {

// The file as a whole cannot be imported: it cannot be read, or its header is not what the format asks for.
struct ImportError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A file's lines one after another, at most one of them in memory.
class Lines {
 public:
  static constexpr std::size_t longest = 1024 * 1024;  // bytes

  explicit Lines(const std::filesystem::path& file);

  // The next line with its line feed, where it has one. Throws ImportError for a line over `longest` and when
  // the file cannot be read on.
  std::optional<std::string> next();
  std::size_t number() const { return number_; }  // of the line that `next` gave last, from 1
  std::uint64_t bytes_read() const { return read_; }
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
  std::ifstream in_;
  std::size_t number_ = 0;
  std::uint64_t read_ = 0;
};

}  // namespace server
