#include "server/import/links_file.hpp"

#include "server/import/lines.hpp"

#include <csv.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace server {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file) {
  const auto reason = std::generic_category().message(errno);
  throw ImportError(fmt::format("{} cannot be written: {}", file.string(), reason));
}

std::FILE* create(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) refuse(file);
  return ::fdopen(descriptor, "w");
}

}  // namespace

LinksFile::LinksFile(std::filesystem::path file)
    : file_(std::move(file)),
      temporary_(fmt::format("{}.{}.part", file_.string(), ::getpid())),
      out_(create(temporary_), &std::fclose) {
  add("number", "url");
}

LinksFile::~LinksFile() {
  if (!out_) return;
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

void LinksFile::add(std::string_view number, std::string_view url) {
  write(number);
  std::fputc(',', out_.get());
  write(url);
  std::fputc('\n', out_.get());
}

// In quotes only where it must be, so that simple tools can read the file as well.
void LinksFile::write(std::string_view field) {
  const bool plain = field.find_first_of("\",\r\n\t ") == field.npos;
  if (plain)
    std::fwrite(field.data(), 1, field.size(), out_.get());
  else
    csv_fwrite(out_.get(), field.data(), field.size());
}

void LinksFile::commit() {
  const bool written =
      std::fflush(out_.get()) == 0 && !std::ferror(out_.get()) && ::fsync(::fileno(out_.get())) == 0;
  if (!written || std::rename(temporary_.c_str(), file_.c_str()) != 0) refuse(file_);
  out_.reset();
}

}  // namespace server
