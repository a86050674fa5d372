// mul on int8, portable. Source of the arithmetic: the TFLite reference kernel.
#ifndef MOTE_OPS_MUL_KERNEL_INT8_H_
#define MOTE_OPS_MUL_KERNEL_INT8_H_

#include "base/device/elementwise.h"
#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct MulInt8Layer {
  int32_t elements;
  int32_t first_zero_point, second_zero_point, output_zero_point;
  int32_t multiplier, shift, output_min, output_max;
};

struct MulInt8RepeatedLayer {
  int32_t size_0, size_1, size_2, size_3;
  int32_t first_stride_0, first_stride_1, first_stride_2, first_stride_3;
  int32_t second_stride_0, second_stride_1, second_stride_2, second_stride_3;
  int32_t first_zero_point, second_zero_point, output_zero_point;
  int32_t multiplier, shift, output_min, output_max;
  bool constant_is_first;
  const int8_t* constant;  // the input that is constant, if one is
};

template <class Layer>
inline int8_t mul_int8_element(const Layer& layer, int32_t first, int32_t second) {
  const int32_t product = (first - layer.first_zero_point) * (second - layer.second_zero_point);
  const int32_t scaled = multiply_by_quantized_multiplier(product, layer.multiplier, layer.shift);
  return static_cast<int8_t>(clamp(wrapping_add(scaled, layer.output_zero_point), layer.output_min, layer.output_max));
}

template <class Layer>
inline void mul_int8(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_pair(layer, first, second, output, [&layer](int8_t a, int8_t b) { return mul_int8_element(layer, a, b); });
}

template <class Layer>
inline void mul_int8_repeated(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_repeated_pair(layer, first, second, output,
                         [&layer](int8_t a, int8_t b) { return mul_int8_element(layer, a, b); });
}

template <class Layer>
inline void mul_int8_constant(const Layer& layer, const int8_t* input, int8_t* output) {
  for_each_pair_with_constant(layer, input, output,
                              [&layer](int8_t a, int8_t b) { return mul_int8_element(layer, a, b); });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MUL_KERNEL_INT8_H_
