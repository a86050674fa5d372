// What any firmware costs on an emulated core, function by function: ours, or one that another tool built.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "target/board.h"

namespace mote {

struct FunctionProfile {
  std::string name;     // as in the source, where the compiler's name tells it; "?" for code outside of all functions
  int64_t entries = 0;  // calls that came while counting
  InstructionMix mix;   // of the function itself, without those that it calls
  double cycles = 0;    // estimated
  std::vector<MemoryCounts> memories;  // by boards_of() the core
};

struct FunctionProfileRequest {
  std::filesystem::path elf;     // linked for the emulated machine of `target`
  std::string target;            // a device's core
  std::string begin, end;        // functions: counting lasts from the first to the second; see below
  std::filesystem::path folder;  // where the firmware finds its files; empty: the current one
  double timeout_seconds = 600;
};

// Boots the firmware and counts; the most expensive function first, those that never ran left out. Without `begin` all
// that runs is counted; without `end` counting lasts until the function `begin` returns, each time that it is called.
// The firmware must end by itself (semihosting). Throws UsageError for an unknown function, InputError where the file
// is no ELF file or the firmware doesn't end within the timeout.
std::vector<FunctionProfile> profile_functions(const FunctionProfileRequest& request);

nlohmann::json to_json(const std::vector<FunctionProfile>& functions);

}  // namespace mote
