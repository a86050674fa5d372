// average_pool2d on float32, portable. A sum runs over height, then width of the taps inside the input.
#ifndef MOTE_OPS_AVERAGE_POOL2D_KERNEL_FLOAT32_H_
#define MOTE_OPS_AVERAGE_POOL2D_KERNEL_FLOAT32_H_

#include "base/device/float_math.h"
#include "base/device/pooling.h"

namespace mote {
namespace device {

template <class Layer>
inline float average_pool2d_float32_window(const Layer& layer, const PoolWindow<float>& window, int32_t channel) {
  float sum = 0;
  for (int32_t y = 0; y < window.height; ++y) {
    const float* pixel = window.input + y * layer.input_width * layer.channels + channel;
    for (int32_t x = 0; x < window.width; ++x) {
      sum += *pixel;
      pixel += layer.channels;
    }
  }
  const float mean = sum / static_cast<float>(window.height * window.width);
  return clamp(mean, layer.output_min, layer.output_max);
}

template <class Layer>
inline void average_pool2d_float32(const Layer& layer, const float* input, float* output) {
  for_each_window(layer, input, output, [&layer](const PoolWindow<float>& window, int32_t channel) {
    return average_pool2d_float32_window(layer, window, channel);
  });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_AVERAGE_POOL2D_KERNEL_FLOAT32_H_
