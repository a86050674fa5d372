// image where a pixel is its feature but for an offset of 128: no table.
#ifndef MOTE_SIGNAL_IMAGE_KERNEL_OFFSET_H_
#define MOTE_SIGNAL_IMAGE_KERNEL_OFFSET_H_

#include <stdint.h>

namespace mote {
namespace device {

struct ImageOffsetLayer {
  int32_t pixels;  // of all channels
};

template <class Layer>
inline void image_offset(const Layer& layer, const uint8_t* pixels, int8_t* features) {
  for (int32_t i = 0; i < layer.pixels; ++i) features[i] = static_cast<int8_t>(pixels[i] - 128);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_IMAGE_KERNEL_OFFSET_H_
