// depthwise_conv2d on int8, portable: the definition that every faster kernel equals bit for bit.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_H_

#include "base/device/fixed_point.h"
#include "ops/depthwise_conv2d/kernel_int8_layer.h"

namespace mote {
namespace device {

// The dot product of one output channel's weights with the window whose top left is at (top, left); taps outside the
// input read its zero point.
template <class Layer>
inline int32_t depthwise_conv2d_int8_window(const Layer& layer, const int8_t* input, int32_t top, int32_t left,
                                            int32_t output_channel) {
  const int32_t input_channel = output_channel / (layer.output_channels / layer.input_channels);
  int32_t sum = 0;
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int32_t row = top + y * layer.dilation_height;
    for (int32_t x = 0; x < layer.kernel_width; ++x) {
      const int32_t column = left + x * layer.dilation_width;
      const bool inside = row >= 0 && row < layer.input_height && column >= 0 && column < layer.input_width;
      const int32_t value = inside ? input[(row * layer.input_width + column) * layer.input_channels + input_channel]
                                   : layer.input_zero_point;
      sum += value * layer.weights[(y * layer.kernel_width + x) * layer.output_channels + output_channel];
    }
  }
  return sum;
}

template <class Layer>
inline void depthwise_conv2d_int8_image(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t y = 0; y < layer.output_height; ++y) {
    for (int32_t x = 0; x < layer.output_width; ++x) {
      const int32_t top = y * layer.stride_height - layer.pad_top;
      const int32_t left = x * layer.stride_width - layer.pad_left;
      for (int32_t channel = 0; channel < layer.output_channels; ++channel) {
        const int32_t sum =
            wrapping_add(layer.bias[channel], depthwise_conv2d_int8_window(layer, input, top, left, channel));
        const int32_t scaled = multiply_by_quantized_multiplier(sum, layer.multiplier[channel], layer.shift[channel]);
        *output++ = static_cast<int8_t>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
      }
    }
  }
}

// input [batches, input_height, input_width, input_channels] -> output [batches, output_height, output_width,
// output_channels].
template <class Layer>
inline void depthwise_conv2d_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    depthwise_conv2d_int8_image(layer, input + batch * (layer.input_height * layer.input_width * layer.input_channels),
                                output + batch * (layer.output_height * layer.output_width * layer.output_channels));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_INT8_H_
