// mean on float32, portable. The sum runs in the order of the input.
#ifndef MOTE_OPS_MEAN_KERNEL_FLOAT32_H_
#define MOTE_OPS_MEAN_KERNEL_FLOAT32_H_

#include <stdint.h>

namespace mote {
namespace device {

// The input is [outer, reduced, inner, reduced_inner], the output [outer, inner].
struct MeanFloat32Layer {
  int32_t outer, reduced, inner, reduced_inner;
};

template <class Layer>
inline float mean_float32_sum(const Layer& layer, const float* input) {
  float sum = 0;
  for (int32_t i = 0; i < layer.reduced; ++i) {
    for (int32_t j = 0; j < layer.reduced_inner; ++j) sum += input[j];
    input += layer.inner * layer.reduced_inner;
  }
  return sum;
}

template <class Layer>
inline void mean_float32(const Layer& layer, const float* input, float* output) {
  const float count = static_cast<float>(layer.reduced * layer.reduced_inner);
  for (int32_t i = 0; i < layer.outer; ++i) {
    for (int32_t j = 0; j < layer.inner; ++j)
      *output++ = mean_float32_sum(layer, input + j * layer.reduced_inner) / count;
    input += layer.reduced * layer.inner * layer.reduced_inner;
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_MEAN_KERNEL_FLOAT32_H_
