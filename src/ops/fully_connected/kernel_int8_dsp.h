// fully_connected on int8 with the DSP extension: four outputs at a time, weights read with LDM.
//
// The weights are a stream that is read once a row. It holds for each four outputs: the bias of the first, 256 times
// the second's plus the first's, and the same of the third and fourth; for each four inputs four words
// (base/device/dsp_rows.h), filled up with 0; four doubled multipliers; four bytes of shifts
// (base/device/requantize_dsp.h).
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_

#include "base/device/dsp_rows.h"
#include "base/device/requantize_dsp.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// The last one to three values of a row as a word; nothing is read beyond them.
inline uint32_t fully_connected_dsp_rest(const int8_t* values, int32_t count) {
  uint32_t word = 0;
  for (int32_t i = 0; i < count; ++i) word |= static_cast<uint32_t>(static_cast<uint8_t>(values[i])) << (8 * i);
  return word;
}

// The sums of four outputs over a row of values.
template <class Layer>
inline FourRowSums fully_connected_dsp_sums(const Layer& layer, const int8_t* values, const uint32_t*& stream) {
  FourRowSums sums = {load_int32(stream), load_int32(stream + 1), load_int32(stream + 2), load_int32(stream + 3)};
  stream += 4;
  const int8_t* end = values + (layer.inputs & ~3);
  for (int32_t rest = layer.inputs / 4 & 3; rest > 0; --rest, values += 4) {
    add_four_values(load_word(values), stream, sums);
  }
  while (values != end) add_sixteen_values(values, stream, sums);
  if (layer.inputs & 3) add_four_values(fully_connected_dsp_rest(values, layer.inputs & 3), stream, sums);
  return sums;
}

// `stream` stands at the multipliers.
template <int32_t place, class Layer>
inline void fully_connected_dsp_store(const Layer& layer, int32_t sum, const uint32_t* stream, int32_t channel,
                                      int8_t* output) {
  const int32_t shift = reinterpret_cast<const int8_t*>(stream + 4)[place];
  if (layer.outputs % 4 != 0 && channel + place >= layer.outputs) return;
  output[channel + place] = requantize_dsp(layer, sum, dsp_factor(layer, load_int32(stream + place), shift));
}

// input [rows, inputs] -> output [rows, outputs].
template <class Layer>
__attribute__((noinline)) void fully_connected_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs, output += layer.outputs) {
    const uint32_t* stream = reinterpret_cast<const uint32_t*>(layer.weights);
    for (int32_t channel = 0; channel < layer.outputs; channel += 4, stream += 5) {
      const FourRowSums sums = fully_connected_dsp_sums(layer, input, stream);
      fully_connected_dsp_store<0>(layer, sums.a, stream, channel, output);
      fully_connected_dsp_store<1>(layer, second_row_sum(sums.a, sums.both_ab), stream, channel, output);
      fully_connected_dsp_store<2>(layer, sums.c, stream, channel, output);
      fully_connected_dsp_store<3>(layer, second_row_sum(sums.c, sums.both_cd), stream, channel, output);
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_
