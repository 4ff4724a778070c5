#pragma once

#include "tokens/hash.hpp"

#include <filesystem>
#include <map>

namespace tokens {

// The key file on disk, as KeyRing promises it. Each throws KeyFileError.
std::map<int, Hash> read_key_file(const std::filesystem::path& file);
void create_key_file(const std::filesystem::path& file);
int add_to_key_file(const std::filesystem::path& file);

}  // namespace tokens
