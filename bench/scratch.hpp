#pragma once

#include "orders/command.hpp"
#include "tokens/quote_hash.hpp"
#include "tokens/uuid.hpp"

#include <cstdlib>
#include <filesystem>

// What the measurements start from.
namespace bench {

// A folder of their own that goes with them.
class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "claimcheck-bench-XXXXXX").string();
    if (!::mkdtemp(name.data())) std::abort();
    path = name;
  }
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

inline orders::Context context(orders::Instant when) {
  return {.now = when,
          .actor = {orders::ActorKind::staff, "stf_bench"},
          .new_id = [when] { return tokens::new_uuid(when); },
          .quote_sha256 = tokens::quote_sha256};
}

}  // namespace bench
