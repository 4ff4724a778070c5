#pragma once

#include "outbox/workers.hpp"
#include "server/http/form.hpp"

#include <optional>
#include <string>

namespace server {

// A picture that this service has encoded itself: upright, at most 2,560 pixels a side, sRGB, without
// anything that the camera wrote beside it, such as the place.
struct Picture {
  std::string media_type = {};  // image/jpeg; image/png when it is partly transparent
  std::string bytes = {};
  int width = 0, height = 0;  // pixels
};

// Where what strangers send is looked into, two things at a time and away from the event loops; pictures are
// decoded in a process of their own, which may break without harm.
class Darkroom {
 public:
  // Encodes a JPEG, PNG, WebP, HEIC or AVIF anew. nullopt for what is no picture, is broken, or has more than
  // 200 million pixels. Throws store::Unavailable when many wait already, and MissingProgram without
  // libvips's tools.
  store::Task<std::optional<Picture>> reencode(std::string bytes);

  // As server::sniff and server::read_form, without holding up the loop. What is given lives until they are
  // done.
  store::Task<std::string> sniff(std::string_view bytes);
  store::Task<std::optional<Form>> read_form(const Request& request, FormLimits limits = {});

 private:
  template <class Work>
  auto aside(Work work) -> store::Task<decltype(work())>;

  outbox::Workers workers_{2, 16};
};

}  // namespace server
