// clamp on float32, portable.
#ifndef MOTE_OPS_CLAMP_KERNEL_FLOAT32_H_
#define MOTE_OPS_CLAMP_KERNEL_FLOAT32_H_

#include <stdint.h>

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct ClampFloat32Layer {
  int32_t elements;
  float min, max;
};

template <class Layer>
inline void clamp_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t i = 0; i < layer.elements; ++i) output[i] = clamp(input[i], layer.min, layer.max);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_CLAMP_KERNEL_FLOAT32_H_
