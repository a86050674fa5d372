// fully_connected on int8, portable: the definition that every faster kernel equals bit for bit.
#ifndef MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_H_
#define MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_H_

#include "base/device/fixed_point.h"
#include "ops/fully_connected/kernel_int8_layer.h"

namespace mote {
namespace device {

// input [rows, inputs] -> output [rows, outputs].
template <class Layer>
inline void fully_connected_int8(const Layer& layer, const int8_t* input, int8_t* output) {
  for (int32_t row = 0; row < layer.rows; ++row) {
    for (int32_t channel = 0; channel < layer.outputs; ++channel) {
      const int8_t* values = input + row * layer.inputs;
      const int8_t* weights = layer.weights + channel * layer.inputs;
      int32_t sum = 0;
      for (int32_t i = 0; i < layer.inputs; ++i) sum += values[i] * weights[i];
      const int32_t scaled = multiply_by_quantized_multiplier(wrapping_add(layer.bias[channel], sum),
                                                              layer.multiplier[channel], layer.shift[channel]);
      *output++ = static_cast<int8_t>(clamp(scaled + layer.output_zero_point, layer.output_min, layer.output_max));
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FULLY_CONNECTED_KERNEL_INT8_H_
