#pragma once

#include "server/import/source.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace server {

struct ImportRequest {
  std::string shop = {};  // slug; empty: the only one
  ImportFormat format = ImportFormat::ords;
  std::filesystem::path file = {};
  bool strict = false;                    // one bad row and nothing is imported
  std::filesystem::path links_file = {};  // empty: none
};

struct ImportReport {
  std::uint64_t imported = 0, already_there = 0, skipped = 0, locations = 0;
};

// How an import reaches the store and the person waiting for it.
struct ImportHost {
  // An administrative act; throws what ends the import.
  std::function<boost::json::object(boost::json::object request)> ask;
  std::function<void(const Fault&)> on_fault;  // in the order of the lines, batch by batch
  std::function<void(double part, std::uint64_t rows)> on_progress;  // 0 to 1
};

// Reads the file row by row and hands what is well-formed to `import_batch`, up to 500 orders at a time.
// Idempotent: what the shop knows by its external id stays as it is. Throws ImportError when the file as a
// whole is unfit.
ImportReport import_file(const ImportRequest& wanted, const ImportHost& host);

}  // namespace server
