// Reading of one picture.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace mote {

struct Image {
  int32_t height = 0, width = 0, channels = 0;  // 1 grey, 3 RGB
  std::vector<uint8_t> pixels;                  // HWC
};

// PNG or JPEG. channels 0: as it is (an alpha channel is dropped). Throws InputError naming what is wrong.
Image read_image(const std::filesystem::path& path, int32_t channels = 0);

// Mean over the area that each new pixel covers, weighted at its borders; the same size gives the same bytes.
Image resized(const Image& image, int32_t height, int32_t width);

}  // namespace mote
