#include "server/media/sniff.hpp"

#include <magic.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace server {

namespace {

constexpr std::size_t looked_at = 64 * 1024;  // bytes from the beginning
constexpr std::array<std::string_view, 5> pictures{"image/jpeg", "image/png", "image/webp", "image/heic",
                                                   "image/avif"};

// The data base of libmagic, loaded once: it is large. Not to be used by two threads at once.
class Magic {
 public:
  Magic()
      : cookie_{::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF), ::magic_close} {
    if (!cookie_ || ::magic_load(cookie_.get(), nullptr) != 0)
      throw std::runtime_error("libmagic has no data base");
  }
  std::string type_of(std::string_view bytes) {
    const std::lock_guard lock{mutex_};
    const char* type = ::magic_buffer(cookie_.get(), bytes.data(), bytes.size());
    return type ? type : "application/octet-stream";
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<magic_set, decltype(&::magic_close)> cookie_;
};

}  // namespace

std::string sniff(std::string_view bytes) {
  static Magic magic;
  return magic.type_of(bytes.substr(0, looked_at));
}

bool is_picture(std::string_view media_type) {
  return std::find(pictures.begin(), pictures.end(), media_type) != pictures.end();
}

}  // namespace server
