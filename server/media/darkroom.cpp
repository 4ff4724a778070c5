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

std::optional<Header> header_of(const fs::path& folder) {
  if (!run_confined(folder, {"vipsheader", "in"})) return std::nullopt;
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
  const auto header = header_of(folder.path());
  if (!header || !is_acceptable(*header)) return std::nullopt;
  // Grey or colour, and how much of it shows. CMYK has four bands too, but only JPEG has CMYK.
  const bool transparent = header->bands % 2 == 0 && header->reader != "jpegload";
  const std::string out = transparent ? "out.png" : "out.jpg";
  const auto options = transparent ? "[strip]" : "[Q=85,strip,optimize-coding]";
  if (!run_confined(folder.path(), {"vipsthumbnail", "in", "--size", "2560x2560>", "--export-profile", "srgb",
                                    "-o", out + options}))
    return std::nullopt;
  Picture picture{transparent ? "image/png" : "image/jpeg", contents(folder.path() / out)};
  if (sniff(picture.bytes) != picture.media_type) return std::nullopt;
  return picture;
}

}  // namespace

store::Task<std::optional<Picture>> Darkroom::reencode(std::string bytes) {
  auto work = [bytes = std::move(bytes)](const outbox::Stopping&) { return encode(bytes); };
  auto picture = co_await workers_.run(std::move(work));
  if (!picture) throw store::Unavailable("too many pictures at once");
  co_return std::move(*picture);
}

}  // namespace server
