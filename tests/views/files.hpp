#pragma once

#include <string>
#include <string_view>

namespace samples {

// A file in a folder of its own, gone with the object.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view bytes, std::string_view ending);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const;

 private:
  std::string folder_, ending_;
};

// What a command of the shell writes to standard output; throws when it fails.
std::string run(const std::string& command);

}  // namespace samples
