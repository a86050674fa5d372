// fully_connected on int8 with the DSP extension: two outputs at a time, four inputs a step.
//
// The weights are a stream that is read once a row. It holds for each two outputs: two biases; for each four inputs the
// first output's weights, then the second's, filled up with 0; two multipliers; and a word whose first two bytes are
// the shifts to the right.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_

#include "base/device/dsp.h"
#include "base/device/requantize.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// Four values times the next weights of both outputs.
inline void fully_connected_dsp_step(uint32_t values, const uint32_t*& weights, int32_t& first, int32_t& second) {
  const uint32_t even = sxtb16(values), odd = sxtb16_high(values);
  uint32_t a, b;
  load_two(weights, a, b);
  first = smlad(even, sxtb16(a), first);
  first = smlad(odd, sxtb16_high(a), first);
  second = smlad(even, sxtb16(b), second);
  second = smlad(odd, sxtb16_high(b), second);
}

// The last one to three values of a row as a word; nothing is read beyond them.
inline uint32_t fully_connected_dsp_rest(const int8_t* values, int32_t count) {
  uint32_t word = 0;
  for (int32_t i = 0; i < count; ++i) word |= static_cast<uint32_t>(static_cast<uint8_t>(values[i])) << (8 * i);
  return word;
}

template <class Layer>
inline int8_t fully_connected_dsp_output(const Layer& layer, int32_t sum, int32_t multiplier, int32_t right_shift) {
  return requantize(layer, sum, channel_factor(layer, multiplier, right_shift));
}

// input [rows, inputs] -> output [rows, outputs].
template <class Layer>
inline void fully_connected_int8_dsp(const Layer& layer, const int8_t* input, int8_t* output) {
  const int32_t whole = layer.inputs & ~3;
  for (int32_t row = 0; row < layer.rows; ++row, input += layer.inputs) {
    const uint32_t* stream = reinterpret_cast<const uint32_t*>(layer.weights);
    for (int32_t channel = 0; channel < layer.outputs; channel += 2) {
      int32_t first = load_int32(stream), second = load_int32(stream + 1);
      stream += 2;
      const int8_t* value = input;
      for (; value != input + whole; value += 4) fully_connected_dsp_step(load_word(value), stream, first, second);
      if (layer.inputs & 3) {
        fully_connected_dsp_step(fully_connected_dsp_rest(value, layer.inputs & 3), stream, first, second);
      }
      const uint32_t shifts = load_aligned_word(stream + 2);
      *output++ = fully_connected_dsp_output(layer, first, load_int32(stream), static_cast<int8_t>(shifts));
      if (channel + 1 < layer.outputs) {
        *output++ = fully_connected_dsp_output(layer, second, load_int32(stream + 1), static_cast<int8_t>(shifts >> 8));
      }
      stream += 3;
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_DSP_H_
