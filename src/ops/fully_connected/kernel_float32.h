// fully_connected on float32, portable. A sum runs over the inputs in order, starting from 0; the bias comes last.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_FLOAT32_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_FLOAT32_H_

#include <stdint.h>

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct FullyConnectedFloat32Layer {
  int32_t rows, inputs, outputs;
  float output_min, output_max;
  const float* weights;  // [outputs, inputs]
  const float* bias;     // [outputs]
};

// input [rows, inputs] -> output [rows, outputs].
template <class Layer>
inline void fully_connected_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t row = 0; row < layer.rows; ++row) {
    for (int32_t channel = 0; channel < layer.outputs; ++channel) {
      const float* values = input + row * layer.inputs;
      const float* weights = layer.weights + channel * layer.inputs;
      float sum = 0;
      for (int32_t i = 0; i < layer.inputs; ++i) sum += values[i] * weights[i];
      *output++ = clamp(sum + layer.bias[channel], layer.output_min, layer.output_max);
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_FLOAT32_H_
