// max_pool2d on int8, portable.
#ifndef MOTE_OPS_MAX_POOL2D_KERNEL_INT8_H_
#define MOTE_OPS_MAX_POOL2D_KERNEL_INT8_H_

#include "base/device/pooling.h"

namespace mote {
namespace device {

template <class Layer>
inline int8_t max_pool2d_int8_window(const Layer& layer, const PoolWindow<int8_t>& window, int32_t channel) {
  int32_t largest = window.input[channel];
  for (int32_t y = 0; y < window.height; ++y) {
    const int8_t* pixel = window.input + y * layer.input_width * layer.channels + channel;
    for (int32_t x = 0; x < window.width; ++x) {
      if (*pixel > largest) largest = *pixel;
      pixel += layer.channels;
    }
  }
  return static_cast<int8_t>(clamp(largest, layer.output_min, layer.output_max));
}

template <class Layer>
inline void max_pool2d_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for_each_window(layer, input, output, [&layer](const PoolWindow<int8_t>& window, int32_t channel) {
    return max_pool2d_int8_window(layer, window, channel);
  });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MAX_POOL2D_KERNEL_INT8_H_
