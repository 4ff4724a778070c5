#pragma once

#include "outbox/workers.hpp"

#include <optional>
#include <string>

namespace server {

// A picture that this service has encoded itself: upright, at most 2,560 pixels a side, sRGB, without
// anything that the camera wrote beside it, such as the place.
struct Picture {
  std::string media_type = {};  // image/jpeg; image/png when it is partly transparent
  std::string bytes = {};
};

// Where pictures of strangers are decoded: each in a process of its own, which may break without harm, two at
// a time.
class Darkroom {
 public:
  // Encodes a JPEG, PNG, WebP, HEIC or AVIF anew. nullopt for what is no picture, is broken, or has more than
  // 200 million pixels. Throws store::Unavailable when many wait already, and MissingProgram without
  // libvips's tools.
  store::Task<std::optional<Picture>> reencode(std::string bytes);

 private:
  outbox::Workers workers_{2, 16};
};

}  // namespace server
