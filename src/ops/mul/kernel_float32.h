// mul on float32, portable.
#ifndef MOTE_OPS_MUL_KERNEL_FLOAT32_H_
#define MOTE_OPS_MUL_KERNEL_FLOAT32_H_

#include "base/device/elementwise.h"
#include "base/device/float_math.h"

namespace mote {
namespace device {

template <class Layer>
inline void mul_float32(const Layer& layer, const float* first, const float* second, float* output) {
  for_each_pair(layer, first, second, output,
                [&layer](float a, float b) { return clamp(a * b, layer.output_min, layer.output_max); });
}

template <class Layer>
inline void mul_float32_repeated(const Layer& layer, const float* first, const float* second, float* output) {
  for_each_repeated_pair(layer, first, second, output,
                         [&layer](float a, float b) { return clamp(a * b, layer.output_min, layer.output_max); });
}

template <class Layer>
inline void mul_float32_constant(const Layer& layer, const float* input, float* output) {
  for_each_pair_with_constant(layer, input, output,
                              [&layer](float a, float b) { return clamp(a * b, layer.output_min, layer.output_max); });
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MUL_KERNEL_FLOAT32_H_
