// floor on float32, portable.
#ifndef MOTE_OPS_FLOOR_KERNEL_FLOAT32_H_
#define MOTE_OPS_FLOOR_KERNEL_FLOAT32_H_

#include <stdint.h>

namespace mote {
namespace device {

struct FloorFloat32Layer {
  int32_t elements;
};

// From 2^23 on every float is whole (and infinities and NaN pass as they are); below, an int32 holds the whole part.
inline float floor_of(float value) {
  if (!(value > -8388608.0f && value < 8388608.0f)) return value;
  const int32_t toward_zero = static_cast<int32_t>(value);
  const float whole = static_cast<float>(toward_zero);
  return whole > value ? whole - 1.0f : whole;
}

template <class Layer>
inline void floor_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t i = 0; i < layer.elements; ++i) output[i] = floor_of(input[i]);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_FLOOR_KERNEL_FLOAT32_H_
