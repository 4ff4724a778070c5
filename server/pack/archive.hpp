#pragma once

#include "orders/time.hpp"

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace server {

// A file in an archive, by its path there.
struct PackFile {
  std::string name = {};
  std::string bytes = {};
};

// It is no archive, is cut off, or holds more than an archive of ours would.
struct BadArchive : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A zip (libarchive), complete or absent, mode 0600. The same files give the same bytes. Throws
// store::Unavailable or std::runtime_error.
void write_zip(const std::filesystem::path& file, std::span<const PackFile> files, orders::Instant at);
// At most 256 MiB and 10,000 files. Throws BadArchive.
std::vector<PackFile> read_zip(const std::filesystem::path& file);

}  // namespace server
