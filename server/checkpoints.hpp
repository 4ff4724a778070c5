#pragma once

#include "store/store.hpp"

#include <filesystem>

namespace server {

// A checkpoint of every shop's chain once a day, in the chain, as a line of a file beside the database, which
// is to be copied elsewhere, and by mail to the owners: what was cut off the end of a chain shows only from
// outside of it.
class Checkpoints {
 public:
  Checkpoints(store::Store& store, std::filesystem::path file) : store_(store), file_(std::move(file)) {}

  // Looks once: what is due by `now`, and what the file lacks since the power failed. Throws
  // store::Unavailable, also when the file cannot be written.
  store::Task<void> look(orders::Instant now);
  // Now, whatever the last one's age: the fresh one, or the last when the chain has not grown.
  store::Task<std::optional<store::Checkpoint>> take(orders::ShopId shop, orders::Instant now);

  static constexpr const char* file_name = "checkpoints.jsonl";  // in the data folder

 private:
  store::Task<void> tell_owners(store::Checkpoint checkpoint, orders::Instant now);
  void keep(const store::Checkpoint& checkpoint) const;
  bool in_file(const store::Checkpoint& checkpoint) const;
  void append(const store::Checkpoint& checkpoint) const;  // on the disk when it returns

  store::Store& store_;
  const std::filesystem::path file_;
};

}  // namespace server
