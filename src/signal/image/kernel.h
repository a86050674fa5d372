// image: pixels to the network's input, each by a table of the 256 values that it can have.
#ifndef MOTE_SIGNAL_IMAGE_KERNEL_H_
#define MOTE_SIGNAL_IMAGE_KERNEL_H_

#include <stdint.h>

namespace mote {
namespace device {

struct ImageLayer {
  int32_t pixels;        // of all channels
  const int8_t* values;  // [256]
};

// The same with features of 16 bits.
struct ImageWideLayer {
  int32_t pixels;
  const int16_t* values;  // [256]
};

template <class Layer, class Feature>
inline void image(const Layer& layer, const uint8_t* pixels, Feature* features) {
  for (int32_t i = 0; i < layer.pixels; ++i) features[i] = layer.values[pixels[i]];
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_IMAGE_KERNEL_H_
