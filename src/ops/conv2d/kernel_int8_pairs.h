// conv2d on int8 for cores that add products to 64 bits in one instruction, one group: the windows of four output
// pixels are gathered as two pairs (base/device/long_accumulate.h), then two output channels at a time multiply them.
//
// The weights are a stream that is read once for four pixels. It holds for each two output channels: pair_bias() of
// each; for each value of the window, filled up to a multiple of four with weights 0, their two weights; two
// multipliers; and a word whose first two bytes are the shifts to the right.
#ifndef MOTE_OPS_CONV2D_KERNEL_INT8_PAIRS_H_
#define MOTE_OPS_CONV2D_KERNEL_INT8_PAIRS_H_

#include "base/device/long_accumulate.h"
#include "base/device/memory.h"
#include "base/device/requantize.h"
#include "ops/conv2d/kernel_windows.h"

namespace mote {
namespace device {

// Values of one window.
template <class Layer>
constexpr int32_t conv2d_pairs_values(const Layer& layer) {
  return (layer.kernel_height * layer.kernel_width * layer.input_channels + 3) / 4 * 4;
}

// The windows of four pixels, as pairs of the first two and of the last two; `place` moves on to the fifth.
// staging: four rows of a window.
template <class Layer>
inline void conv2d_pairs_gather(const Layer& layer, WindowPlace& place, int8_t* staging, int32_t* pairs) {
  const int32_t row_values = layer.kernel_width * layer.input_channels;
  WindowPlace places[4];
  for (WindowPlace& each : places) each = place, next_window(layer, place);
  for (int32_t y = 0; y < layer.kernel_height; ++y) {
    const int8_t* a = window_row(layer, places[0], y, staging);
    const int8_t* b = window_row(layer, places[1], y, staging + row_values);
    const int8_t* c = window_row(layer, places[2], y, staging + 2 * row_values);
    const int8_t* d = window_row(layer, places[3], y, staging + 3 * row_values);
    for (const int8_t* end = a + row_values; a != end; pairs += 2) {
      pairs[0] = value_pair(*a++, *b++);
      pairs[1] = value_pair(*c++, *d++);
    }
  }
}

// One output channel of a pair of pixels.
template <class Layer>
inline void conv2d_pairs_store(const Layer& layer, int64_t sums, const ChannelFactor& factor, int8_t* output) {
  output[0] = requantize(layer, first_sum(sums), factor);
  output[layer.output_channels] = requantize(layer, second_sum(sums), factor);
}

// All output channels of four pixels.
template <class Layer>
inline void conv2d_pairs_multiply(const Layer& layer, const int32_t* pairs, int8_t* output) {
  const int32_t values = conv2d_pairs_values(layer);
  const uint8_t* stream = reinterpret_cast<const uint8_t*>(layer.weights);
  for (int32_t channel = 0; channel < layer.output_channels; channel += 2, output += 2) {
    PairSums sums;
    multiply_two_pairs(pairs, stream, values, &sums);
    stream += 16 + 2 * values;
    const ChannelFactor first = channel_factor(layer, load_int32(stream), static_cast<int8_t>(stream[8]));
    conv2d_pairs_store(layer, sums.first_a, first, output);
    conv2d_pairs_store(layer, sums.first_b, first, output + 2 * layer.output_channels);
    if (channel + 1 < layer.output_channels) {
      const ChannelFactor second = channel_factor(layer, load_int32(stream + 4), static_cast<int8_t>(stream[9]));
      conv2d_pairs_store(layer, sums.second_a, second, output + 1);
      conv2d_pairs_store(layer, sums.second_b, second, output + 2 * layer.output_channels + 1);
    }
    stream += 12;
  }
}

// At least four output pixels in all, of which the last four may overlap those before. scratch: the pairs, then four
// rows of a window.
template <class Layer>
inline void conv2d_int8_pairs(const Layer& layer, const int8_t* input, int8_t* output, void* scratch) {
  const int32_t last = layer.batches * layer.output_height * layer.output_width - 4;
  int32_t* pairs = static_cast<int32_t*>(scratch);
  int8_t* staging = reinterpret_cast<int8_t*>(pairs + 2 * conv2d_pairs_values(layer));
  WindowPlace place = window_place(layer, input, 0);
  for (int32_t block = 0; block < last + 4; block += 4) {
    if (block > last) place = window_place(layer, input, last);
    conv2d_pairs_gather(layer, place, staging, pairs);
    conv2d_pairs_multiply(layer, pairs, output + minimum(block, last) * layer.output_channels);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CONV2D_KERNEL_INT8_PAIRS_H_
