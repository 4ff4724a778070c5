#include "tokens/key_file.hpp"

#include "tokens/keys.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

namespace tokens {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "claimcheck-keys 1\n";
constexpr std::size_t most_bytes = 4096;  // 32 keys take 2.2 KB

[[noreturn]] void fail(const fs::path& file, const std::string& fault) {
  throw KeyFileError(file.string() + ": " + fault);
}

std::string reason() { return std::strerror(errno); }

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  operator int() const { return number_; }

 private:
  int number_;
};

// The file's text, once its kind and mode are known to be right.
std::string read_text(const fs::path& file) {
  const Descriptor in{
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};  // a pipe must not hang the start
  if (in < 0) fail(file, errno == ENOENT ? "the key file is missing" : "cannot be opened: " + reason());
  struct stat facts {};
  if (::fstat(in, &facts) != 0) fail(file, "cannot be examined: " + reason());
  if (!S_ISREG(facts.st_mode)) fail(file, "is not a regular file");
  if (const auto mode = facts.st_mode & 07777u; mode != 0600) {
    char octal[8];
    std::snprintf(octal, sizeof octal, "%04o", mode);
    fail(file, std::string("has mode ") + octal + ", but must be 0600 so that nobody else reads the keys");
  }
  std::string text(most_bytes + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto read = ::read(in, text.data() + size, text.size() - size);
    if (read < 0) fail(file, "cannot be read: " + reason());
    if (read == 0) break;
    size += static_cast<std::size_t>(read);
  }
  if (size > most_bytes) fail(file, "is too long for a key file");
  text.resize(size);
  return text;
}

std::map<int, Hash> parse(const fs::path& file, std::string_view text) {
  if (!text.starts_with(first_line)) fail(file, "line 1: must read \"claimcheck-keys 1\"");
  text.remove_prefix(first_line.size());
  std::map<int, Hash> masters;
  for (int number = 2; !text.empty(); ++number) {
    const auto bad = [&](const char* fault) { fail(file, "line " + std::to_string(number) + ": " + fault); };
    const auto end = text.find('\n');
    if (end == text.npos) bad("does not end; the file was cut short");
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);

    int kid = -1;
    const auto [rest, error] = std::from_chars(line.data(), line.data() + line.size(), kid);
    if (error != std::errc{} || kid < 0 || kid >= KeyRing::max_keys)
      bad("must begin with a key id from 0 to 31");
    const auto digits = line.substr(static_cast<std::size_t>(rest - line.data()));
    const auto master = digits.size() == 65 && digits[0] == ' ' ? from_hex(digits.substr(1)) : std::nullopt;
    if (!master) bad("must hold 64 hexadecimal digits behind the key id");
    if (masters.contains(kid)) bad("repeats a key id");
    std::ranges::copy(*master, masters[kid].begin());
  }
  if (masters.empty()) fail(file, "holds no key");
  return masters;
}

std::string fresh_line(int kid) {
  Hash master;
  random_bytes(master);
  return std::to_string(kid) + ' ' + hex(master) + '\n';
}

// The folder of the key file, locked while a new file is made: two that add at once must not lose a key.
class Folder {
 public:
  explicit Folder(const fs::path& file)
      : path_(file.has_parent_path() ? file.parent_path() : "."),
        descriptor_(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail(path_, "the key file's folder cannot be opened: " + reason());
    if (::flock(descriptor_, LOCK_EX) != 0)
      fail(path_, "the key file's folder cannot be locked: " + reason());
  }

  // Writes a file beside `file` and lets `place` put it there under its name: whole or not at all, on disk
  // when done.
  template <class Place>
  void write(const fs::path& file, std::string_view text, Place place) const {
    std::string temporary = (path_ / ("." + file.filename().string() + ".XXXXXX")).string();
    const Descriptor out{::mkostemp(temporary.data(), O_CLOEXEC)};
    if (out < 0) fail(file, "cannot be written: " + reason());
    errno = ENOSPC;  // what a short write means, which sets none
    const bool written = ::fchmod(out, 0600) == 0 &&
                         ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(out) == 0 && place(temporary.c_str(), file.c_str()) == 0;
    const int why = errno;
    ::unlink(temporary.c_str());
    if (!written && why == EEXIST) fail(file, "exists already and was left as it is");
    if (!written) fail(file, std::string("cannot be written: ") + std::strerror(why));
    if (::fsync(descriptor_) != 0) fail(file, "may not be on disk: " + reason());
  }

 private:
  fs::path path_;
  Descriptor descriptor_;
};

}  // namespace

std::map<int, Hash> read_key_file(const fs::path& file) { return parse(file, read_text(file)); }

void create_key_file(const fs::path& file) {
  Folder{file}.write(file, std::string(first_line) + fresh_line(0),
                     ::link);  // link refuses a name that is taken
}

int add_to_key_file(const fs::path& file) {
  std::error_code missing;
  const fs::path real = fs::canonical(file, missing);  // a link to the key file stays one
  if (missing) fail(file, "the key file is missing");
  const Folder folder{real};
  const std::string text = read_text(real);
  const int kid = parse(real, text).rbegin()->first + 1;
  if (kid == KeyRing::max_keys) fail(file, "holds key 31, the last there can be");
  folder.write(real, text + fresh_line(kid), ::rename);
  return kid;
}

}  // namespace tokens
