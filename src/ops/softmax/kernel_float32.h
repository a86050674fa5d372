// softmax on float32, portable. The sum runs from the first element to the last.
#ifndef MOTE_OPS_SOFTMAX_KERNEL_FLOAT32_H_
#define MOTE_OPS_SOFTMAX_KERNEL_FLOAT32_H_

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct SoftmaxFloat32Layer {
  int32_t rows, depth;
  float beta;
};

template <class Layer>
inline void softmax_float32_row(const Layer& layer, const float* input, float* output) {
  float largest = input[0];
  for (int32_t i = 1; i < layer.depth; ++i)
    if (input[i] > largest) largest = input[i];
  float sum = 0;
  for (int32_t i = 0; i < layer.depth; ++i) {
    output[i] = exp((input[i] - largest) * layer.beta);
    sum += output[i];
  }
  for (int32_t i = 0; i < layer.depth; ++i) output[i] = output[i] / sum;
}

template <class Layer>
inline void softmax_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t row = 0; row < layer.rows; ++row)
    softmax_float32_row(layer, input + row * layer.depth, output + row * layer.depth);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_SOFTMAX_KERNEL_FLOAT32_H_
