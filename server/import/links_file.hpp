#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace server {

// A CSV file of order numbers and their addresses: secrets, so its mode is 0600, and it is there whole or not
// at all.
class LinksFile {
 public:
  // Throws ImportError when the file cannot be made beside where it will stand.
  explicit LinksFile(std::filesystem::path file);
  ~LinksFile();
  LinksFile(const LinksFile&) = delete;
  LinksFile& operator=(const LinksFile&) = delete;

  void add(std::string_view number, std::string_view url);
  void commit();  // takes the place of a file of that name; throws ImportError when the disk refuses

 private:
  void write(std::string_view field);

  std::filesystem::path file_, temporary_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out_;
};

}  // namespace server
