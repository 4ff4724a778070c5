#include "store/data_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace fs = std::filesystem;

namespace store {
namespace {

[[noreturn]] void fail(const fs::path& file) {
  throw Unavailable(fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

void to_disk(const fs::path& file, int flags) {
  const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) fail(file);
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced) fail(file);
}

}  // namespace

fs::path database_file(const Options& options) {
  constexpr std::string_view scheme = "sqlite:";
  if (!options.url.starts_with(scheme) || options.url.size() == scheme.size()) {
    throw std::invalid_argument(fmt::format("'{}' is no store this program knows: sqlite:PATH", options.url));
  }
  return options.data_dir / options.url.substr(scheme.size());  // an absolute path stays what it is
}

void make_data_dir(const Options& options) {
  std::error_code error;
  if (fs::is_directory(options.data_dir, error)) return;
  if (options.data_dir.has_parent_path()) fs::create_directories(options.data_dir.parent_path(), error);
  if (::mkdir(options.data_dir.c_str(), 0700) != 0) fail(options.data_dir);
}

bool has_bytes(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return !error && size > 0;
}

Replacement::Replacement(fs::path target)
    : target_(std::move(target)), file_(target_.string() + fmt::format(".{}.new", ::getpid())) {
  const int made = ::open(file_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (made < 0) fail(file_);
  ::close(made);
}

Replacement::~Replacement() {
  if (!committed_) ::unlink(file_.c_str());
}

void Replacement::commit() {
  to_disk(file_, O_RDONLY);
  if (::rename(file_.c_str(), target_.c_str()) != 0) fail(target_);
  committed_ = true;
  to_disk(target_.has_parent_path() ? target_.parent_path() : fs::path{"."}, O_RDONLY | O_DIRECTORY);
}

}  // namespace store
