#pragma once

#include "store/open.hpp"

#include <filesystem>

namespace store {

// Where the SQLite file of these options lies. Throws std::invalid_argument for a URL that is not
// sqlite:PATH.
std::filesystem::path database_file(const Options& options);
// Makes the data folder, mode 0700, when it is missing. Throws Unavailable.
void make_data_dir(const Options& options);
// Whether the file is there with something in it.
bool has_bytes(const std::filesystem::path& file);

// A file beside `target` that becomes it by one rename, or vanishes: so `target` is complete or absent, mode
// 0600.
class Replacement {
 public:
  explicit Replacement(std::filesystem::path target);  // makes an empty file
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const std::filesystem::path& file() const { return file_; }
  void commit();  // to the disk, then in place

 private:
  std::filesystem::path target_, file_;
  bool committed_ = false;
};

}  // namespace store
