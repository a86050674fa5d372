// mote new: a project of one's own, begun from an example.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mote {

// The examples that ship, as "voice/keywords".
std::vector<std::string> example_names();

// Copies the example's files (not what was built from it) to `folder` and gives the project its name. Throws UsageError
// where there is no such example or the folder exists.
void new_project(const std::filesystem::path& folder, const std::string& example);

}  // namespace mote
