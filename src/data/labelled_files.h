// Files with labels: a folder for each class, or a manifest.csv with path, label and, if there are, split and groups.
#pragma once

#include <set>
#include <string>

#include "data/dataset.h"

namespace mote {

// Lists the files with one of these extensions (lower case, with the dot) into classes and samples, sorted by path.
// Throws InputError where a folder can't be read, and naming every file of the manifest that is missing.
void list_labelled_files(const DataOptions& options, const std::set<std::string>& extensions, Dataset& dataset);

// The first such file below the folder, or an empty path.
std::filesystem::path first_file(const std::filesystem::path& folder, const std::set<std::string>& extensions);

}  // namespace mote
