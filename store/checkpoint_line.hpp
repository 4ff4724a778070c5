#pragma once

#include "store/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace store {

// A checkpoint as it is kept outside the database, one line of JSON without its end:
// {"head":"<hex>","kid":0,"seq":17,"shop":"shp_…","signature":"<base64url>","ts":"…"}.
std::string checkpoint_line(const Checkpoint& checkpoint);
// nullopt for anything that `checkpoint_line` would not have written.
std::optional<Checkpoint> parse_checkpoint(std::string_view line);

}  // namespace store
