// The loops of pooling: one call for each place of the window, with the part of it that lies inside the input.
#ifndef MOTE_BASE_DEVICE_POOLING_H_
#define MOTE_BASE_DEVICE_POOLING_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct PoolInt8Layer {
  int32_t batches, input_height, input_width, channels, output_height, output_width;
  int32_t window_height, window_width, stride_height, stride_width, pad_top, pad_left;
  int32_t output_min, output_max;
};

struct PoolFloat32Layer {
  int32_t batches, input_height, input_width, channels, output_height, output_width;
  int32_t window_height, window_width, stride_height, stride_width, pad_top, pad_left;
  float output_min, output_max;
};

// A window inside the input: its first element of channel 0, and its size.
template <class Element>
struct PoolWindow {
  const Element* input;
  int32_t height, width;
};

// reduce(window, channel) is called for each output in order: by batch, height, width, channel.
template <class Layer, class Element, class Reduce>
inline void for_each_window(const Layer& layer, const Element* input, Element* output, Reduce reduce) {
  for (int32_t batch = 0; batch < layer.batches; ++batch) {
    for (int32_t y = 0; y < layer.output_height; ++y) {
      const int32_t top = y * layer.stride_height - layer.pad_top;
      const int32_t first_row = maximum(top, 0), end_row = minimum(top + layer.window_height, layer.input_height);
      for (int32_t x = 0; x < layer.output_width; ++x) {
        const int32_t left = x * layer.stride_width - layer.pad_left;
        const int32_t first_column = maximum(left, 0);
        const int32_t end_column = minimum(left + layer.window_width, layer.input_width);
        const PoolWindow<Element> window{input + (first_row * layer.input_width + first_column) * layer.channels,
                                         end_row - first_row, end_column - first_column};
        for (int32_t channel = 0; channel < layer.channels; ++channel) *output++ = reduce(window, channel);
      }
    }
    input += layer.input_height * layer.input_width * layer.channels;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_POOLING_H_
