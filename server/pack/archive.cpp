#include "server/pack/archive.hpp"

#include "store/data_files.hpp"
#include "store/store.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

namespace server {

namespace {

constexpr std::size_t most_bytes = 256 * 1024 * 1024;
constexpr std::size_t most_files = 10'000;

struct Free {
  void operator()(archive* handle) const { archive_free(handle); }
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using Handle = std::unique_ptr<archive, Free>;
using Entry = std::unique_ptr<archive_entry, Free>;

void check(archive* handle, int result) {
  if (result != ARCHIVE_OK) throw store::Unavailable(archive_error_string(handle));
}

std::string contents(archive* handle, std::size_t room) {
  std::string bytes;
  std::array<char, 65536> part{};
  for (;;) {
    const auto read = archive_read_data(handle, part.data(), part.size());
    if (read == 0) return bytes;
    if (read < 0) throw BadArchive(archive_error_string(handle));
    if (bytes.size() + static_cast<std::size_t>(read) > room) throw BadArchive("it holds too much");
    bytes.append(part.data(), static_cast<std::size_t>(read));
  }
}

}  // namespace

void write_zip(const std::filesystem::path& file, std::span<const PackFile> files, orders::Instant at) {
  store::Replacement target{file};
  const Handle zip{archive_write_new()};
  check(zip.get(), archive_write_set_format_zip(zip.get()));
  check(zip.get(), archive_write_open_filename(zip.get(), target.file().c_str()));
  for (const auto& [name, bytes] : files) {
    const Entry entry{archive_entry_new()};
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), at.time_since_epoch().count() / 1000, 0);
    check(zip.get(), archive_write_header(zip.get(), entry.get()));
    if (archive_write_data(zip.get(), bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
      throw store::Unavailable(archive_error_string(zip.get()));
  }
  check(zip.get(), archive_write_close(zip.get()));
  target.commit();
}

std::vector<PackFile> read_zip(const std::filesystem::path& file) {
  const Handle zip{archive_read_new()};
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_filename(zip.get(), file.c_str(), 65536) != ARCHIVE_OK)
    throw BadArchive(archive_error_string(zip.get()));
  std::vector<PackFile> files;
  std::size_t room = most_bytes;
  archive_entry* entry = nullptr;
  for (;;) {
    const auto result = archive_read_next_header(zip.get(), &entry);
    if (result == ARCHIVE_EOF) return files;
    if (result != ARCHIVE_OK) throw BadArchive(archive_error_string(zip.get()));
    const char* name = archive_entry_pathname(entry);
    if (files.size() == most_files || !name)
      throw BadArchive("it holds too many files or one without a name");
    auto& one = files.emplace_back(PackFile{name, contents(zip.get(), room)});
    room -= one.bytes.size();
  }
}

}  // namespace server
