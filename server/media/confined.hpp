#pragma once

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace server {

// A program that is not there.
struct MissingProgram : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Runs a program on what a stranger sent, in a process of its own with little of everything: 10 s of
// processor time and `patience` of the clock, 1 GiB of memory, files of 32 MiB, none of our descriptors, an
// almost empty environment. It works in `folder`, where "said" is what it wrote to its standard output.
// Whether it ended well. Blocks: not for an event loop. Throws MissingProgram and std::system_error.
bool run_confined(const std::filesystem::path& folder, const std::vector<std::string>& command,
                  std::chrono::milliseconds patience = std::chrono::seconds{15});

}  // namespace server
