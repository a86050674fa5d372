// A stage of a build: a folder that is a pure function of a key. It is made anew only where the key is another one, and
// appears whole or not at all, so a build may be killed at any moment.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace mote {

struct StageResult {
  std::filesystem::path folder;
  std::string hash;  // of everything in it: part of the keys of the stages that read it
  bool was_made = false;
};

// `fill` gets an empty folder. `key` holds all that the result depends on.
StageResult run_stage(const std::filesystem::path& build, const std::string& name, const std::string& key,
                      const std::function<void(const std::filesystem::path&)>& fill);

// Removes what a killed build left half-written in the folder.
void remove_leftovers(const std::filesystem::path& build);

}  // namespace mote
