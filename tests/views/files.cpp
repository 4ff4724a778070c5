#include "tests/views/files.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace samples {

TemporaryFile::TemporaryFile(std::string_view bytes, std::string_view ending)
    : folder_(std::filesystem::temp_directory_path() / "claimcheck.XXXXXX"), ending_(ending) {
  if (!mkdtemp(folder_.data())) throw std::runtime_error("cannot make " + folder_);
  std::ofstream out{path(), std::ios::binary};
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + path());
}

TemporaryFile::~TemporaryFile() { std::filesystem::remove_all(folder_); }

std::string TemporaryFile::path() const { return folder_ + "/file" + ending_; }

std::string run(const std::string& command) {
  auto* pipe = popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + command);
  std::string out;
  std::array<char, 4096> block{};
  while (const auto got = fread(block.data(), 1, block.size(), pipe)) out.append(block.data(), got);
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return out;
}

}  // namespace samples
