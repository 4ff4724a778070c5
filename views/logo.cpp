#include "views/logo.hpp"

namespace views {

std::string_view picture_extension(std::string_view media_type) {
  if (media_type == "image/png") return "png";
  if (media_type == "image/jpeg") return "jpg";
  return "webp";
}

Url logo_url(const orders::Logo& logo) { return Url::asset(logo.sha256, picture_extension(logo.media_type)); }

}  // namespace views
