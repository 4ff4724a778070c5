#pragma once

#include "server/http/message.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

// A file as it came. Its name and type are what the sender says: neither is to be trusted.
struct UploadedFile {
  std::string field = {};
  std::string name = {};  // without folders and control characters; empty when there is none
  std::string media_type = {};
  std::string bytes = {};
};

// What a form sent. Texts are UTF-8 without NUL, their lines ended by LF, in the order in which they came.
struct Form {
  std::vector<std::pair<std::string, std::string>> fields = {};
  std::vector<UploadedFile> files = {};

  std::optional<std::string_view> first(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
};

struct FormLimits {
  std::size_t fields = 200;
  std::size_t parts = 30;  // fields and files of multipart/form-data
  std::size_t file_bytes = 10 * 1024 * 1024;
};

// The body of a request as application/x-www-form-urlencoded or multipart/form-data; nullopt for another
// type, for what is ill-formed and for what goes beyond the limits.
std::optional<Form> read_form(const Request& request, const FormLimits& limits = {});

// The last segment of a path, fit to be shown and to be offered for download: at most 100 bytes of UTF-8.
std::string base_name(std::string_view sent);

}  // namespace server
