// softmax on int8, portable, in fixed point. Source of the arithmetic: the TFLite reference kernel.
#ifndef MOTE_OPS_SOFTMAX_KERNEL_INT8_H_
#define MOTE_OPS_SOFTMAX_KERNEL_INT8_H_

#include "base/device/fixed_point_functions.h"

namespace mote {
namespace device {

struct SoftmaxInt8Layer {
  int32_t rows, depth;
  int32_t multiplier, shift;    // from input steps to Q5.26, beta included; shift >= 0
  int32_t smallest_difference;  // what lies further below the largest input counts as exp = 0
};

// exp of a difference <= 0 of two inputs, as Q31.
template <class Layer>
inline int32_t softmax_int8_exp(const Layer& layer, int32_t difference) {
  const int32_t shifted = static_cast<int32_t>(static_cast<uint32_t>(difference) << layer.shift);
  const int32_t scaled = saturating_rounding_doubling_high_multiply(shifted, layer.multiplier);
  return exp_on_negative_values<5>(scaled);
}

template <class Layer>
inline void softmax_int8_row(const Layer& layer, const int8_t* input, int8_t* output) {
  int32_t largest = input[0];
  for (int32_t i = 1; i < layer.depth; ++i) largest = maximum(largest, input[i]);
  int32_t sum = 0;  // 12 integer bits
  for (int32_t i = 0; i < layer.depth; ++i) {
    const int32_t difference = input[i] - largest;
    if (difference >= layer.smallest_difference)
      sum += rounding_divide_by_power_of_two(softmax_int8_exp(layer, difference), 12);
  }
  const Reciprocal reciprocal = reciprocal_of_q12(sum);
  const int32_t shift = reciprocal.shift + 31 - 8;
  for (int32_t i = 0; i < layer.depth; ++i) {
    const int32_t difference = input[i] - largest;
    int32_t share = 0;  // of 256
    if (difference >= layer.smallest_difference && shift <= 31) {
      share = rounding_divide_by_power_of_two(
          saturating_rounding_doubling_high_multiply(reciprocal.scale, softmax_int8_exp(layer, difference)), shift);
    }
    output[i] = static_cast<int8_t>(minimum(share - 128, 127));
  }
}

template <class Layer>
inline void softmax_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t row = 0; row < layer.rows; ++row)
    softmax_int8_row(layer, input + row * layer.depth, output + row * layer.depth);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_SOFTMAX_KERNEL_INT8_H_
