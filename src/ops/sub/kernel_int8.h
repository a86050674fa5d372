// sub on int8, portable: as add, with the difference at the common scale.
#ifndef MOTE_OPS_SUB_KERNEL_INT8_H_
#define MOTE_OPS_SUB_KERNEL_INT8_H_

#include "ops/add/kernel_int8.h"

namespace mote {
namespace device {

template <class Layer>
inline int8_t sub_int8_element(const Layer& layer, int8_t first, int8_t second) {
  return add_int8_output(layer, add_int8_first(layer, first) - add_int8_second(layer, second));
}

template <class Layer>
inline void sub_int8(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_pair(layer, first, second, output, [&layer](int8_t a, int8_t b) { return sub_int8_element(layer, a, b); });
}

template <class Layer>
inline void sub_int8_repeated(const Layer& layer, const int8_t* first, const int8_t* second, int8_t* output) {
  for_each_repeated_pair(layer, first, second, output,
                         [&layer](int8_t a, int8_t b) { return sub_int8_element(layer, a, b); });
}

template <class Layer>
inline void sub_int8_constant(const Layer& layer, const int8_t* input, int8_t* output) {
  for_each_pair_with_constant(layer, input, output,
                              [&layer](int8_t a, int8_t b) { return sub_int8_element(layer, a, b); });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_SUB_KERNEL_INT8_H_
