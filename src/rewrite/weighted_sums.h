// conv2d, depthwise_conv2d and fully_connected on int8 seen alike: each output is the requantized sum of a bias and of
// weights times inputs over the taps of a window. For rewrites that ask what such sums can be.
#pragma once

#include <optional>
#include <vector>

#include "graph/graph.h"
#include "ops/quantized.h"
#include "ops/window.h"

namespace mote {

// The taps of a window, along one axis, that lie in the input where the window stands at `step`; the others read its
// zero point.
struct TapSpan {
  int32_t step, first, end;
};

struct WeightedSums {
  int32_t outputs = 0, inputs = 0;  // channels
  int32_t kernel_height = 1, kernel_width = 1;
  int32_t channels = 0;  // input channels that one output reads at each tap
  bool depthwise = false;
  std::vector<TapSpan> rows, columns;  // one step for each set of taps that occurs
  std::vector<int8_t> weights;
  std::vector<int32_t> bias, multiplier;
  std::vector<int8_t> shift;
  int32_t input_zero_point = 0, output_zero_point = 0;
  Int8Range range;  // of the output, with the activation

  int32_t taps() const { return kernel_height * kernel_width; }
  // The first input channel that the output reads.
  int32_t first_channel(int32_t output) const {
    return depthwise ? output / (outputs / inputs) : output / (outputs / (inputs / channels)) * channels;
  }
  int32_t weight(int32_t output, int32_t tap, int32_t channel) const {
    return depthwise ? weights[tap * outputs + output] : weights[(output * taps() + tap) * channels + channel];
  }
  // The output of a sum (with its bias). Throws nothing; nothing where the kernels' 32 bits would wrap.
  std::optional<int32_t> requantized(int64_t sum, int32_t output) const;
  // Whether some window reads beyond the input.
  bool padded() const;
};

// The axes of a convolution's window; nothing for other operators.
std::optional<WindowAxis> window_height(const Call& call);
std::optional<WindowAxis> window_width(const Call& call);

// Nothing for operators without weights, not on int8, or whose weights or bias are computed. A fully connected
// operator's inputs are the elements of one row.
std::optional<WeightedSums> weighted_sums(const Graph& graph, const Operator& op);

}  // namespace mote
