#pragma once

#include <string>
#include <string_view>

namespace server {

// The media type that the bytes themselves speak for, whatever their name or sender says: "image/jpeg";
// "application/octet-stream" when nothing is known of them. Takes up to a third of a second: not for an event
// loop.
std::string sniff(std::string_view bytes);

// Whether files of that type are shown as pictures, once they are encoded anew. All others are kept as sent
// and served as downloads.
bool is_picture(std::string_view media_type);

}  // namespace server
