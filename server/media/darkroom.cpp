#include "server/media/darkroom.hpp"

#include "server/media/confined.hpp"
#include "server/media/sniff.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace server {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t most_pixels = 200'000'000;
constexpr std::size_t soon_read = 64 * 1024;  // bytes of a form
constexpr std::array<std::string_view, 4> readers{"jpegload", "pngload", "webpload", "heifload"};

class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "claimcheck-picture-XXXXXX").string();
    if (!::mkdtemp(name.data()))
      throw std::system_error(errno, std::generic_category(), "no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string contents(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

// What its header says: "in: 3000x2000 uchar, 3 bands, srgb, jpegload".
struct Header {
  std::int64_t width = 0, height = 0;
  int bands = 0;
  std::string reader = {};
};

std::optional<Header> header_of(const fs::path& folder, const std::string& file) {
  if (!run_confined(folder, {"vipsheader", file})) return std::nullopt;
  std::istringstream said{contents(folder / "said")};
  Header header;
  std::string skipped, interpretation;
  char x = 0;
  said >> skipped >> header.width >> x >> header.height >> skipped >> header.bands >> skipped >>
      interpretation >> header.reader;
  if (!said || x != 'x') return std::nullopt;
  return header;
}

bool is_acceptable(const Header& header) {
  if (std::find(readers.begin(), readers.end(), header.reader) == readers.end()) return false;
  if (header.width < 1 || header.height < 1) return false;
  return header.width <= most_pixels / header.height;
}

std::optional<Picture> encode(const std::string& bytes) {
  if (!is_picture(sniff(bytes))) return std::nullopt;
  const Folder folder;
  std::ofstream{folder.path() / "in", std::ios::binary} << bytes;
  const auto header = header_of(folder.path(), "in");
  if (!header || !is_acceptable(*header)) return std::nullopt;
  // Grey or colour, and how much of it shows. CMYK has four bands too, but only JPEG has CMYK.
  const bool transparent = header->bands % 2 == 0 && header->reader != "jpegload";
  const std::string out = transparent ? "out.png" : "out.jpg";
  const auto options = transparent ? "[strip]" : "[Q=85,strip,optimize-coding]";
  if (!run_confined(folder.path(), {"vipsthumbnail", "in", "--size", "2560x2560>", "--export-profile", "srgb",
                                    "-o", out + options}))
    return std::nullopt;
  const auto made = header_of(folder.path(), out);
  if (!made || !is_acceptable(*made)) return std::nullopt;
  return Picture{transparent ? "image/png" : "image/jpeg", contents(folder.path() / out),
                 static_cast<int>(made->width), static_cast<int>(made->height)};
}

}  // namespace

template <class Work>
auto Darkroom::aside(Work work) -> store::Task<decltype(work())> {
  auto job = [work = std::move(work)](const outbox::Stopping&) { return work(); };
  auto done = co_await workers_.run(std::move(job));
  if (!done) throw store::Unavailable("too much is looked into at once");
  co_return std::move(*done);
}

store::Task<std::optional<Picture>> Darkroom::reencode(std::string bytes) {
  auto work = [bytes = std::move(bytes)] { return encode(bytes); };
  return aside(std::move(work));
}

store::Task<std::string> Darkroom::sniff(std::string_view bytes) {
  return aside([bytes] { return server::sniff(bytes); });
}

store::Task<std::optional<Form>> Darkroom::read_form(const Request& request, FormLimits limits) {
  if (request.body.size() <= soon_read) co_return server::read_form(request, limits);
  auto work = [&request, limits] { return server::read_form(request, limits); };
  co_return co_await aside(std::move(work));
}

}  // namespace server
