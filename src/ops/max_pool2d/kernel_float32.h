// max_pool2d on float32, portable.
#ifndef MOTE_OPS_MAX_POOL2D_KERNEL_FLOAT32_H_
#define MOTE_OPS_MAX_POOL2D_KERNEL_FLOAT32_H_

#include "base/device/float_math.h"
#include "base/device/pooling.h"

namespace mote {
namespace device {

template <class Layer>
inline float max_pool2d_float32_window(const Layer& layer, const PoolWindow<float>& window, int32_t channel) {
  float largest = window.input[channel];
  for (int32_t y = 0; y < window.height; ++y) {
    const float* pixel = window.input + y * layer.input_width * layer.channels + channel;
    for (int32_t x = 0; x < window.width; ++x) {
      if (*pixel > largest) largest = *pixel;
      pixel += layer.channels;
    }
  }
  return clamp(largest, layer.output_min, layer.output_max);
}

template <class Layer>
inline void max_pool2d_float32(const Layer& layer, const float* input, float* output) {
  for_each_window(layer, input, output, [&layer](const PoolWindow<float>& window, int32_t channel) {
    return max_pool2d_float32_window(layer, window, channel);
  });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MAX_POOL2D_KERNEL_FLOAT32_H_
