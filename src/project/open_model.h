// MODEL on the command line: a public model's file, a graph in text form, or a built project.
#pragma once

#include <filesystem>

#include "graph/graph.h"

namespace mote {

// Whether the path is a project: a folder with mote.toml.
bool is_project(const std::filesystem::path& path);

// The folder of a project's results.
std::filesystem::path build_folder(const std::filesystem::path& project);

// Throws InputError: no such file, not a model, a project that was not built.
Graph open_model(const std::filesystem::path& path);

}  // namespace mote
