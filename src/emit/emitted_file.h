// A file that the emitter made, not yet written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mote {

struct EmittedFile {
  std::string path;  // below the output folder: "model.cpp", "mote/ops/conv2d/kernel_int8.h"
  std::string content;
};

// Writes the files below `folder`, which must exist; folders between are made.
void write_files(const std::filesystem::path& folder, const std::vector<EmittedFile>& files);

}  // namespace mote
