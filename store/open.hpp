#pragma once

#include "store/store.hpp"
#include "tokens/keys.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace store {

struct Options {
  std::filesystem::path data_dir = "data";           // made with mode 0700 when it is missing
  std::string url = "sqlite:claimcheck.db";          // a path is relative to data_dir
  unsigned readers = 2;                              // worker threads that read
  std::shared_ptr<const tokens::KeyRing> keys = {};  // signs and seals evidence; needed by `open`
  // How long word of a step waits for the next, which takes its place.
  std::chrono::milliseconds debounce{0};
};

// Opens the store, taking its lock and bringing the schema up to date. Throws Locked, NewerSchema, Damaged
// (also when a quick check of the database fails), Unavailable, or std::invalid_argument for an unknown URL.
std::unique_ptr<Store> open(const Options& options);
// Whether there is anything in the store yet; needs no lock.
bool exists(const Options& options);

struct Migration {
  int number = 0;
  std::string name = {};
  bool applied = false;
};
// Under the lock. With dry_run only lists.
std::vector<Migration> migrate(const Options& options, bool dry_run);

struct VerifyOptions {
  std::filesystem::path checkpoints =
      {};                   // a file of checkpoint lines to hold the chains against; empty: none
  bool signatures = false;  // those of all entries, not only of heads and checkpoints
  std::shared_ptr<const tokens::KeyRing> keys =
      {};  // to open what is personal; without them it is passed over
};
struct Verdict {
  std::vector<std::string> faults =
      {};  // one sentence each, the first bad entry of a chain first; none: all is well
  std::vector<std::string> remarks = {};  // what could not be proven
};
// Reads beside a running service, on all cores.
Verdict verify(const Options& options, const VerifyOptions& how = {});
// A consistent copy while the service writes; mode 0600, complete or absent. Throws Unavailable.
void backup(const Options& options, const std::filesystem::path& file);
// Under the lock; refuses a damaged or newer copy (Damaged, NewerSchema) and, without `replace`, a store that
// is not empty (Unavailable).
void restore(const Options& options, const std::filesystem::path& file, bool replace);

}  // namespace store
