// mean on int8, portable: the sum, then one multiplication that scales and divides. Source of the arithmetic: the
// TFLite reference kernel.
#ifndef MOTE_OPS_MEAN_KERNEL_INT8_H_
#define MOTE_OPS_MEAN_KERNEL_INT8_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

// The input is [outer, reduced, inner, reduced_inner], the output [outer, inner].
struct MeanInt8Layer {
  int32_t outer, reduced, inner, reduced_inner;
  int32_t sum_of_zero_points, output_zero_point;
  int32_t multiplier, shift;
};

template <class Layer>
inline int32_t mean_int8_sum(const Layer& layer, const int8_t* input) {
  int32_t sum = 0;
  for (int32_t i = 0; i < layer.reduced; ++i) {
    for (int32_t j = 0; j < layer.reduced_inner; ++j) sum += input[j];
    input += layer.inner * layer.reduced_inner;
  }
  return sum;
}

template <class Layer>
inline void mean_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < layer.outer; ++i) {
    for (int32_t j = 0; j < layer.inner; ++j) {
      const int32_t sum = mean_int8_sum(layer, input + j * layer.reduced_inner);
      const int32_t scaled =
          multiply_by_quantized_multiplier(sum - layer.sum_of_zero_points, layer.multiplier, layer.shift);
      *output++ = static_cast<int8_t>(clamp(wrapping_add(scaled, layer.output_zero_point), INT8_MIN, INT8_MAX));
    }
    input += layer.reduced * layer.inner * layer.reduced_inner;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MEAN_KERNEL_INT8_H_
