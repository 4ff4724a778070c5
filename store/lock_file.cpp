#include "store/lock_file.hpp"

#include "store/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace store {

LockFile::LockFile(const std::filesystem::path& data_dir) {
  const auto file = data_dir / "claimcheck.lock";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw Unavailable(fmt::format("{}: {}", file.string(), std::strerror(errno)));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    std::string holder(20, '\0');
    const auto length = ::pread(descriptor_, holder.data(), holder.size(), 0);
    holder.resize(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    ::close(descriptor_);
    throw Locked(fmt::format("{} is in use by process {}", data_dir.string(), holder));
  }
  const auto pid = std::to_string(::getpid());
  if (::ftruncate(descriptor_, 0) != 0 || ::pwrite(descriptor_, pid.data(), pid.size(), 0) < 0) {
    ::close(descriptor_);
    throw Unavailable(fmt::format("{}: {}", file.string(), std::strerror(errno)));
  }
}

// The file stays: removing it would let two processes each lock a file of that name.
LockFile::~LockFile() { ::close(descriptor_); }

}  // namespace store
