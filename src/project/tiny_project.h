// For tests: a project of pictures of two kinds that trains in a second.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"

namespace mote {

constexpr const char* tiny_settings = R"(name = "tiny"
[data]
path = "data"
split = { by = "given", val = 0.2 }
[signal]
block = "image"
[model]
architecture = "residual-cnn"
widths = [4]
[train]
epochs = 1
batch = 8
[target]
core = "cortex-m4"
)";

// 8x8 pictures, upper or lower half bright, as IDX files.
inline void write_tiny_side(const std::filesystem::path& folder, const std::string& stem, uint8_t count) {
  std::vector<uint8_t> images = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8};
  std::vector<uint8_t> labels = {0, 0, 8, 1, 0, 0, 0, count};
  for (uint8_t i = 0; i < count; ++i) {
    for (int p = 0; p < 64; ++p) {
      const int half = (p < 32) == (i % 2 == 0) ? 180 : 20;
      images.push_back(static_cast<uint8_t>(half + (p * 7 + i * 13) % 40));
    }
    labels.push_back(i % 2);
  }
  write_file(folder / (stem + "-images-idx3-ubyte"), images);
  write_file(folder / (stem + "-labels-idx1-ubyte"), labels);
}

inline void write_tiny_project(const std::filesystem::path& folder) {
  write_tiny_side(folder / "data", "train", 60);
  write_tiny_side(folder / "data", "t10k", 20);
  write_file(folder / "mote.toml", std::string_view(tiny_settings));
}

}  // namespace mote
