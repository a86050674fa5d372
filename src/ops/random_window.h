// For the tests of convolutions. Random geometry: sides of 1 to 12, windows of 1 to 7, strides, dilations and pads.
#pragma once

#include "ops/random_call.h"

namespace mote {

struct RandomAxis {
  int32_t input, kernel, stride, dilation, pad_before, pad_after, output;
};

inline RandomAxis random_axis(Random& random) {
  for (;;) {
    RandomAxis axis{};
    axis.input = random.between(1, 12);
    axis.kernel = random.pick({1, 1, 2, 3, 3, 3, 4, 5, 7});
    axis.stride = random.pick({1, 1, 1, 2, 2, 3});
    axis.dilation = random.chance(0.2) ? random.between(2, 3) : 1;
    if (random.chance(0.5)) axis.pad_before = random.between(0, axis.kernel * axis.dilation);
    if (random.chance(0.5)) axis.pad_after = random.between(0, axis.kernel * axis.dilation);
    const int32_t room = axis.input + axis.pad_before + axis.pad_after - (axis.kernel - 1) * axis.dilation - 1;
    if (room < 0) continue;
    axis.output = room / axis.stride + 1;
    return axis;
  }
}

template <class WindowAttributes>
WindowAttributes random_window_attributes(Random& random, const RandomAxis& height, const RandomAxis& width) {
  WindowAttributes a;
  a.stride_height = height.stride, a.stride_width = width.stride;
  a.dilation_height = height.dilation, a.dilation_width = width.dilation;
  a.pad_top = height.pad_before, a.pad_bottom = height.pad_after;
  a.pad_left = width.pad_before, a.pad_right = width.pad_after;
  a.activation =
      random.pick({Activation::none, Activation::none, Activation::relu, Activation::relu6, Activation::relu_n1_to_1});
  return a;
}

// Calls visit(index, {batch, row, column, channel}) for every output.
inline void for_each_output(const Shape& out, auto&& visit) {
  int64_t index = 0;
  for (int32_t b = 0; b < out[0]; ++b)
    for (int32_t y = 0; y < out[1]; ++y)
      for (int32_t x = 0; x < out[2]; ++x)
        for (int32_t c = 0; c < out[3]; ++c) visit(index++, Shape{b, y, x, c});
}

}  // namespace mote
