// depthwise_conv2d on float32, portable. A sum runs over height, then width of the window, starting from 0; the bias
// comes last. Taps outside the input add nothing.
#ifndef MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_FLOAT32_H_
#define MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_FLOAT32_H_

#include <stdint.h>

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct DepthwiseConv2dFloat32Layer {
  int32_t batches, input_height, input_width, input_channels;
  int32_t output_height, output_width, output_channels;  // output_channels = input_channels * channel multiplier
  int32_t kernel_height, kernel_width;
  int32_t stride_height, stride_width, dilation_height, dilation_width, pad_top, pad_left;
  float output_min, output_max;
  const float* weights;  // [kernel_height, kernel_width, output_channels]
  const float* bias;     // [output_channels]
};

// The dot product of one output channel's weights with the window whose top left is at (top, left).
template <class Layer>
inline float depthwise_conv2d_float32_window(const Layer& layer, const float* input, int32_t top, int32_t left,
                                             int32_t output_channel) {
  const int32_t input_channel = output_channel / (layer.output_channels / layer.input_channels);
  float sum = 0;
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int32_t row = top + y * layer.dilation_height;
    if (row < 0 || row >= layer.input_height) continue;
    for (int32_t x = 0; x < layer.kernel_width; ++x) {
      const int32_t column = left + x * layer.dilation_width;
      if (column < 0 || column >= layer.input_width) continue;
      sum += input[(row * layer.input_width + column) * layer.input_channels + input_channel] *
             layer.weights[(y * layer.kernel_width + x) * layer.output_channels + output_channel];
    }
  }
  return sum;
}

template <class Layer>
inline void depthwise_conv2d_float32_image(const Layer& layer, const float* input, float* output) {
  for (int32_t y = 0; y < layer.output_height; ++y) {
    for (int32_t x = 0; x < layer.output_width; ++x) {
      const int32_t top = y * layer.stride_height - layer.pad_top;
      const int32_t left = x * layer.stride_width - layer.pad_left;
      for (int32_t channel = 0; channel < layer.output_channels; ++channel) {
        const float sum = depthwise_conv2d_float32_window(layer, input, top, left, channel) + layer.bias[channel];
        *output++ = clamp(sum, layer.output_min, layer.output_max);
      }
    }
  }
}

// input [batches, input_height, input_width, input_channels] -> output [batches, output_height, output_width,
// output_channels].
template <class Layer>
inline void depthwise_conv2d_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    depthwise_conv2d_float32_image(layer,
                                   input + batch * (layer.input_height * layer.input_width * layer.input_channels),
                                   output + batch * (layer.output_height * layer.output_width * layer.output_channels));
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_DEPTHWISE_CONV2D_KERNEL_FLOAT32_H_
