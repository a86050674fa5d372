// add on int8, portable. Both inputs are brought to a common scale with 20 bits to spare, added, and brought to the
// output's. Source of the arithmetic: the TFLite reference kernel.
#ifndef MOTE_OPS_ADD_KERNEL_INT8_H_
#define MOTE_OPS_ADD_KERNEL_INT8_H_

#include "base/device/elementwise.h"
#include "base/device/fixed_point.h"

namespace mote {
namespace device {

struct AddInt8Layer {
  int32_t elements;
  int32_t first_zero_point, first_multiplier, first_shift;
  int32_t second_zero_point, second_multiplier, second_shift;
  int32_t output_zero_point, output_multiplier, output_shift, output_min, output_max;
};

struct AddInt8RepeatedLayer {
  int32_t size_0, size_1, size_2, size_3;
  int32_t first_stride_0, first_stride_1, first_stride_2, first_stride_3;
  int32_t second_stride_0, second_stride_1, second_stride_2, second_stride_3;
  int32_t first_zero_point, first_multiplier, first_shift;
  int32_t second_zero_point, second_multiplier, second_shift;
  int32_t output_zero_point, output_multiplier, output_shift, output_min, output_max;
  bool constant_is_first;
  const int8_t* constant;  // the input that is constant, if one is
};

constexpr int32_t add_int8_spare_bits = 20;

// Either input at the common scale.
template <class Layer>
inline int32_t add_int8_first(const Layer& layer, int32_t value) {
  return multiply_by_quantized_multiplier((value - layer.first_zero_point) * (1 << add_int8_spare_bits),
                                          layer.first_multiplier, layer.first_shift);
}
template <class Layer>
inline int32_t add_int8_second(const Layer& layer, int32_t value) {
  return multiply_by_quantized_multiplier((value - layer.second_zero_point) * (1 << add_int8_spare_bits),
                                          layer.second_multiplier, layer.second_shift);
}

// The sum at the common scale as an output.
template <class Layer>
inline int8_t add_int8_output(const Layer& layer, int32_t sum) {
  const int32_t scaled = multiply_by_quantized_multiplier(sum, layer.output_multiplier, layer.output_shift);
  return static_cast<int8_t>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
}

template <class Layer>
inline int8_t add_int8_element(const Layer& layer, int8_t first, int8_t second) {
  return add_int8_output(layer, add_int8_first(layer, first) + add_int8_second(layer, second));
}

template <class Layer>
inline void add_int8(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_pair(layer, first, second, output, [&layer](int8_t a, int8_t b) { return add_int8_element(layer, a, b); });
}

template <class Layer>
inline void add_int8_repeated(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_repeated_pair(layer, first, second, output,
                         [&layer](int8_t a, int8_t b) { return add_int8_element(layer, a, b); });
}

template <class Layer>
inline void add_int8_constant(const Layer& layer, const int8_t* input, int8_t* output) {
  for_each_pair_with_constant(layer, input, output,
                              [&layer](int8_t a, int8_t b) { return add_int8_element(layer, a, b); });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_ADD_KERNEL_INT8_H_
