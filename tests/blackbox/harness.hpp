#pragma once

#include "tests/blackbox/wire.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

// The built binary, run as its users run it: in a folder of its own, with arguments, environment and signals.
namespace harness {

// A new empty folder, gone with all it holds at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

using Environment = std::map<std::string, std::string>;
using Arguments = std::vector<std::string>;

struct Ran {
  int exit_code = 0;  // 128 + signal when one ended it
  std::string out = {};
  std::string error = {};
};

// Runs `claimcheck ARGUMENTS…` in the folder to its end, with `input` on its standard input.
Ran run(const TemporaryFolder& folder, const Arguments& arguments, const Environment& environment = {},
        std::string_view input = "");

// Whether the long runs were asked for: CLAIMCHECK_LONG.
bool is_long();
// Resident memory of a process, in bytes.
std::size_t memory_of(pid_t pid);
// Whether that tells what the program needs: sanitizers keep books of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_counts = false;
#else
inline constexpr bool memory_counts = true;
#endif

std::string read_file(const std::filesystem::path& file);  // empty when there is none
void write_file(const std::filesystem::path& file, std::string_view text);

// `claimcheck serve` on free ports (unless the environment says where), listening when the constructor
// returns. Reads the folder's config.toml, if there is one; makes a key file, if there is none. Requests are
// not limited unless the environment says so, since all tests come from one address.
class Service {
 public:
  explicit Service(const TemporaryFolder& folder, const Environment& environment = {},
                   const Arguments& more_arguments = {});
  ~Service();  // kills it, if it still runs
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  unsigned short port() const { return port_; }
  unsigned short admin_port() const { return admin_port_; }
  pid_t pid() const { return pid_; }
  const std::vector<std::string>& first_lines() const { return first_lines_; }
  std::string log() const;  // what it wrote to standard error so far

  void signal(int number) const;
  // Whether it has ended by itself.
  bool ended();
  // Waits for its end; the exit code, 128 + signal when one ended it.
  int wait();
  int stop();  // SIGTERM, then waits
  int kill();  // SIGKILL, then waits

 private:
  pid_t pid_ = -1;
  int exit_code_ = 0;
  int out_ = -1;
  unsigned short port_ = 0, admin_port_ = 0;
  std::vector<std::string> first_lines_;
  std::filesystem::path log_;
};

}  // namespace harness
