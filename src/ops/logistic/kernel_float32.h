// logistic on float32, portable.
#ifndef MOTE_OPS_LOGISTIC_KERNEL_FLOAT32_H_
#define MOTE_OPS_LOGISTIC_KERNEL_FLOAT32_H_

#include "base/device/float_math.h"

namespace mote {
namespace device {

struct LogisticFloat32Layer {
  int32_t elements;
};

template <class Layer>
inline void logistic_float32(const Layer& layer, const float* input, float* output) {
  for (int32_t i = 0; i < layer.elements; ++i) output[i] = logistic(input[i]);
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_OPS_LOGISTIC_KERNEL_FLOAT32_H_
