// quantize from float32, portable: ties away from zero, saturated.
#ifndef MOTE_OPS_QUANTIZE_KERNEL_FLOAT32_H_
#define MOTE_OPS_QUANTIZE_KERNEL_FLOAT32_H_

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct QuantizeFloat32Layer {
  int32_t elements, zero_point;
  float scale, lowest, highest;  // lowest and highest: of the output's type, less the zero point
};

// What is not a number becomes the lowest.
template <class Layer, class Output>
inline void quantize_float32(const Layer& layer, const float* input, Output* output) {
  for (int32_t i = 0; i < layer.elements; ++i) {
    const float steps = round_half_away(input[i] / layer.scale);
    const float limited = steps > layer.lowest ? (steps < layer.highest ? steps : layer.highest) : layer.lowest;
    output[i] = static_cast<Output>(static_cast<int32_t>(limited) + layer.zero_point);
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_QUANTIZE_KERNEL_FLOAT32_H_
